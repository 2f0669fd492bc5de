// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** One line of the advisor's table. */
@Name("rstagent.Peer")
@Label("Peer")
@Category("rst-agent")
@Description("A line of the advisor's table: who resets, and how regularly")
@Period("everyChunk")
@StackTrace(false)
final class PeerEvent extends Event {
  @Label("Peer")
  String peer;

  @Label("Local Port")
  int localPort;

  @Label("Resets")
  long resets;

  @Label("Period")
  @Description("Mean interval between resets")
  @Timespan(Timespan.NANOSECONDS)
  long period;

  @Label("Variation")
  @Description("Standard deviation of the intervals over their mean")
  double variation;

  @Label("Verdict")
  String verdict;
}
