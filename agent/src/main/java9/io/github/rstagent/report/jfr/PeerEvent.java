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
  @Description("Time between two rounds of resets; 0 where they are not regular")
  @Timespan(Timespan.NANOSECONDS)
  long period;

  @Label("Phases")
  @Description("How many resets come in one period")
  int phases;

  @Label("Verdict")
  String verdict;
}
