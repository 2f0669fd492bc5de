// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.tool.cli.RstAgentCommand;

/** The jar as a command: {@code java -jar rst-agent.jar COMMAND}. Never loaded in a service. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the JVM with its exit code: 0, 1 (failed) or 2 (bad usage). */
  public static void main(String[] arguments) {
    System.exit(RstAgentCommand.run(arguments));
  }
}
