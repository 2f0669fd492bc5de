// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.github.rstagent.report.Lease;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the agent in a JVM does. */
@Command(
    name = "status",
    description = {
      "Shows the agent in a JVM: options in force, the state of the list, counters by rule, peers,"
          + " Nettys and hooks.",
    },
    footer = "Exit codes: 0 shown, 1 there is no such process or no agent in it, 2 bad usage.")
final class StatusCommand extends JvmCommand {
  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  int call(AgentInJvm agent) throws UnreachableException {
    JsonObject state = agent.required().ask("status", null);
    if (json) {
      state.remove(Lease.SAID);
      state.remove(Lease.DONE);
      out().println(JsonWriter.indent("  ").string().object(state).done());
    } else {
      new StatusText(state, pid()).printTo(out(), Integer.MAX_VALUE);
    }
    return 0;
  }
}
