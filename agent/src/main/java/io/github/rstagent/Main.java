// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.boot.CommandLoader;
import java.io.IOException;

/** The jar as a command: {@code java -jar rst-agent.jar COMMAND}. Never loaded in a service. */
public final class Main {
  private static final String COMMANDS = "io.github.rstagent.tool.cli.RstAgentCommand";

  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit code: 0, 1 (failed) or 2 (bad usage).
   *
   * @throws IOException where the jar is broken
   * @throws ReflectiveOperationException likewise
   */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Class<?> commands = CommandLoader.of(Main.class).loadClass(COMMANDS);
    System.exit(
        (Integer) commands.getMethod("run", String[].class).invoke(null, (Object) arguments));
  }
}
