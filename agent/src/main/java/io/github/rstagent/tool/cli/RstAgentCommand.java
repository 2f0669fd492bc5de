// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** All commands of the jar. Results go to stdout, errors to stderr. */
@Command(
    name = "rst-agent",
    scope = ScopeType.INHERIT, // --help and --version, also of each command
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keeps load balancers' health checks out of the logs of Netty services.",
    footer = {
      "",
      "'rst-agent' stands for 'java -jar rst-agent.jar'.",
      "Exit codes: 0 done, 1 what was asked for failed, 2 bad usage."
    },
    subcommands = {
      CheckCommand.class,
      ExplainCommand.class,
      AttachCommand.class,
      StatusCommand.class,
      TopCommand.class,
      DisableCommand.class,
      EnableCommand.class,
      WhoCommand.class,
      ReportCommand.class,
      CompletionCommand.class,
    })
public final class RstAgentCommand implements Callable<Integer> {
  /** What was asked for failed. */
  static final int FAILED = 1;

  /** It was not asked for in a way that can be understood. */
  static final int BAD_USAGE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--list-presets",
      description = "Show the presets with their ranges, where these are published, and when.")
  private boolean listPresets;

  private RstAgentCommand() {}

  /**
   * Runs one command.
   *
   * @return its exit code: 0, 1 where what was asked for failed, 2 for bad usage
   */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    CommandLine all = new CommandLine(new RstAgentCommand());
    AttachCommand.describeOptions(all.getSubcommands().get("attach").getCommandSpec());
    return all.setExpandAtFiles(false) // @gcp is a preset
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures());
  }

  @Override
  public Integer call() {
    if (listPresets) {
      PresetList.printTo(spec.commandLine().getOut());
      return 0;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("rst-agent: no command");
    spec.commandLine().usage(err);
    return BAD_USAGE;
  }
}
