// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands of the jar. */
@Command(
    name = "rst-agent",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keeps load balancers' health checks out of the logs of Netty services.",
    subcommands = {
      AttachCommand.class,
      StatusCommand.class,
      TopCommand.class,
      DisableCommand.class,
      EnableCommand.class,
      WhoCommand.class,
    })
public final class RstAgentCommand {
  /** What was asked for failed. */
  static final int FAILED = 1;

  private RstAgentCommand() {}

  /**
   * Runs one command.
   *
   * @return its exit code: 0, 1 where what was asked for failed, 2 for bad usage
   */
  public static int run(String... arguments) {
    return new CommandLine(new RstAgentCommand())
        .setExpandAtFiles(false) // @gcp is a preset
        .execute(arguments);
  }
}
