// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import picocli.CommandLine.Command;

/** Resumes what {@link DisableCommand} has stopped. */
@Command(name = "enable", description = "Resumes all effects of the agent in a JVM.")
final class EnableCommand extends JvmCommand {
  @Override
  int call(AgentInJvm agent) throws UnreachableException {
    printSaid(agent.required().ask("enable", null), out());
    return 0;
  }
}
