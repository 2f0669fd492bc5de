// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.github.rstagent.report.Lease;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the agent in a JVM does. */
@Command(
    name = "status",
    description = {
      "Shows the agent in a JVM: options in force, the state of the list, counters by rule, peers,"
          + " Nettys and hooks.",
      "With --hidden: the last 64 resets and log lines that were hidden, or that mode=observe with"
          + " scope=connection would have hidden.",
    },
    footer = "Exit codes: 0 shown, 1 there is no such process or no agent in it, 2 bad usage.")
final class StatusCommand extends JvmCommand {
  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Option(names = "--hidden", description = "What was hidden last, in place of the state.")
  private boolean hidden;

  @Option(names = "--list", description = "Advised and found peers, as lines of a vip-file.")
  private boolean list;

  @Override
  int call(AgentInJvm agent) throws UnreachableException {
    JsonObject state = agent.required().ask("status", null);
    if (hidden && json) {
      out().println(JsonWriter.indent("  ").string().array(state.getArray("hidden")).done());
    } else if (hidden) {
      new StatusText(state, pid()).printHiddenTo(out());
    } else if (list) {
      Set<String> lines = new StatusText(state, pid()).advice();
      lines.forEach(out()::println);
      if (lines.isEmpty()) {
        err().println("status: no peer looks like a health check so far");
      }
    } else if (json) {
      state.remove(Lease.SAID);
      state.remove(Lease.DONE);
      state.remove("hidden");
      out().println(JsonWriter.indent("  ").string().object(state).done());
    } else {
      new StatusText(state, pid()).printTo(out(), Integer.MAX_VALUE);
    }
    return 0;
  }
}
