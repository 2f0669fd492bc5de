// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the agent in a JVM. */
@Command(
    name = "disable",
    description = "Stops all effects of the agent in a JVM at once, until it is enabled again.")
final class DisableCommand extends JvmCommand {
  @Option(names = "--restore", description = "Also put the original bytecode back.")
  private boolean restore;

  @Override
  int call(AgentInJvm agent) throws UnreachableException {
    printSaid(agent.required().ask(restore ? "restore" : "disable", null), out());
    return 0;
  }
}
