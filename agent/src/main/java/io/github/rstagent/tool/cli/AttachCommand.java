// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import com.grack.nanojson.JsonObject;
import io.github.rstagent.config.Key;
import io.github.rstagent.report.Lease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Puts the agent into a running JVM. */
@Command(
    name = "attach",
    description = {
      "Loads the agent into a running JVM of the same user. Where it is there already, these"
          + " options replace its options, unless something is wrong in them.",
      "Paths in the options are the service's: write them absolute.",
    },
    footer = "Exit codes: 0 done, 1 not done, or nothing is suppressed because of bad options.")
final class AttachCommand extends JvmCommand {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OPTIONS",
      description = "As behind -javaagent:rst-agent.jar=, such as vip=10.0.8.0/24,mode=tag.")
  private String options;

  /** Lists the agent's options in the help. */
  static void describeOptions(CommandSpec attach) {
    List<String> lines = new ArrayList<>();
    lines.add("OPTIONS are key=value, commas between them:");
    for (Key<?> key : Key.all()) {
      String standard = key.standard() == null ? "" : " (default: " + key.standard() + ")";
      lines.add(String.format("  %-12s %s%s", key.name(), key.documentation(), standard));
    }
    lines.addAll(Arrays.asList(attach.usageMessage().footer()));
    attach.usageMessage().footer(lines.toArray(new String[0]));
  }

  @Override
  int call(AgentInJvm agent) throws UnreachableException {
    if (options == null && agent.isPresent()) {
      err()
          .println(
              "attach: an agent is in the JVM "
                  + pid()
                  + " already; OPTIONS would replace its options");
      return RstAgentCommand.BAD_USAGE;
    }
    JsonObject state = agent.ask("attach", options);
    boolean good = state.getBoolean("good") && state.getBoolean(Lease.DONE);
    printSaid(state, good ? out() : err());
    return good ? 0 : RstAgentCommand.FAILED;
  }
}
