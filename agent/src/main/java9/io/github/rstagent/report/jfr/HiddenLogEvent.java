// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One log event that the service's log does not have. */
@Name("rstagent.HiddenEvent")
@Label("Hidden Log Event")
@Category("rst-agent")
@Description("A log event that was dropped on behalf of a silent connection of a listed peer")
@StackTrace(false)
final class HiddenLogEvent extends Event {
  @Label("Kind")
  String kind;

  @Label("Rule")
  @Description("The rule of the allowlist that lists the peer")
  String rule;

  @Label("Peer")
  String peer;

  @Label("Logger")
  String logger;
}
