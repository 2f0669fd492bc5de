// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What no command has expected: it is said with its stack trace, for it is a bug. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    command.getErr().println(command.getCommandSpec().qualifiedName() + " has failed:");
    failure.printStackTrace(command.getErr());
    return RstAgentCommand.FAILED;
  }
}
