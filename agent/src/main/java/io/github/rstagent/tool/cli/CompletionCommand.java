// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets a shell complete commands and options. */
@Command(
    name = "completion",
    header = "Prints a completion script for bash and zsh.",
    description = {
      "To complete commands and options of 'rst-agent':",
      "  alias rst-agent='java -jar /path/rst-agent.jar'",
      "  source <(rst-agent completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    spec.commandLine().getOut().println(AutoComplete.bash(spec.root().name(), root));
    return 0;
  }
}
