// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.config.Key;
import io.github.rstagent.config.Spelling;
import io.github.rstagent.rules.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what was wrong with the command line: two lines, on stderr. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + what(failure, command));
    command.getErr().println("See: " + name + " --help");
    return RstAgentCommand.BAD_USAGE;
  }

  private static String what(ParameterException failure, CommandLine command) {
    if (!(failure instanceof UnmatchedArgumentException)) {
      return failure.getMessage();
    }
    String word = ((UnmatchedArgumentException) failure).getUnmatched().get(0);
    String pair = word.startsWith("-") ? word.substring(1) : word;
    for (Key<?> key : Key.all()) {
      if (command.getCommandName().equals("attach") && pair.startsWith(key.name() + '=')) {
        return "unexpected argument "
            + Problem.quote(word)
            + "; accepted: the agent's options in one argument, as vip=10.0.8.3,"
            + pair;
      }
    }
    if (word.startsWith("-") && word.length() > 1) {
      return unknown("option", word, options(command.getCommandSpec()));
    }
    if (!command.getSubcommands().isEmpty()) {
      return unknown("command", word, commands(command));
    }
    String lists = command.getCommandName().equals("explain") ? ExplainCommand.LISTS : "";
    return "unexpected argument " + Problem.quote(word) + lists;
  }

  private static String unknown(String kind, String word, List<String> known) {
    return Spelling.unknown(kind, word, known.toArray(new String[0]))
        + "; accepted: "
        + String.join(", ", known);
  }

  private static List<String> options(CommandSpec command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        names.add(option.longestName());
      }
    }
    return names;
  }

  private static List<String> commands(CommandLine parent) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, CommandLine> entry : parent.getSubcommands().entrySet()) {
      if (!entry.getValue().getCommandSpec().usageMessage().hidden()) {
        names.add(entry.getKey());
      }
    }
    return names;
  }
}
