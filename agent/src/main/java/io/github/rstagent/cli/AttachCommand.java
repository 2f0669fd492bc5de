// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.cli;

import com.grack.nanojson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts the agent into a running JVM. */
@Command(
    name = "attach",
    description = {
      "Loads the agent into a running JVM of the same user. Where it is there already, these"
          + " options replace its options.",
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

  @Override
  int call(AgentInJvm agent) throws UnreachableException {
    JsonObject state = agent.ask("attach", options);
    boolean good = state.getBoolean("good");
    printSaid(state, good ? out() : err());
    return good ? 0 : RstAgentCommand.FAILED;
  }
}
