// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** One option in force. */
@Name("rstagent.Option")
@Label("Option in Force")
@Category("rst-agent")
@Description("One option of rst-agent, and where its value comes from")
@Period("everyChunk")
@StackTrace(false)
final class OptionEvent extends Event {
  @Label("Key")
  String key;

  @Label("Value")
  String value;

  @Label("Where")
  @Description("Where the value was found")
  String where;
}
