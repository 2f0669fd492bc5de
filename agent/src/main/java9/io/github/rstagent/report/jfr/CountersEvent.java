// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** The agent's counters. Resets are the sum of the other four. */
@Name("rstagent.Counters")
@Label("Counters")
@Category("rst-agent")
@Description("Resets on accepted connections since the agent's start")
@Period("everyChunk")
@StackTrace(false)
final class CountersEvent extends Event {
  @Label("Version")
  @Description("Of the agent")
  String version;

  @Label("Resets")
  long resets;

  @Label("Suppressed")
  long suppressed;

  @Label("Tagged")
  long tagged;

  @Label("Observed")
  long observed;

  @Label("Passed")
  long passed;
}
