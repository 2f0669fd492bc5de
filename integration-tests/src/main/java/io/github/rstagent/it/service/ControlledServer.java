// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.IOException;

/**
 * Starts somebody else's server and obeys the test until told to quit.
 *
 * <p>Arguments: the class whose {@code main} starts the server and returns, and what is handed on
 * to it; among that {@code control=PORT}, where the test listens.
 *
 * <p>{@code mark N} writes {@code == N} to stdout and to stderr: what a server prints between two
 * of these lines belongs to what the test has done between them.
 */
public final class ControlledServer {
  /** What a mark begins with. */
  public static final String MARK = "== ";

  private ControlledServer() {}

  public static void main(String[] arguments) {
    try {
      Class.forName(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
      obey(controlPort(arguments));
    } catch (ReflectiveOperationException | IOException e) {
      e.printStackTrace(System.err);
    }
    // Not exit: what a server logs while it stops is nobody's probe.
    Runtime.getRuntime().halt(0);
  }

  private static void obey(int port) throws IOException {
    try (ControlLine control = new ControlLine(port)) {
      control.say("ready");
      for (String command = control.nextCommand();
          command != null && !command.equals("quit");
          command = control.nextCommand()) {
        String mark = MARK + command.substring("mark ".length());
        System.out.println(mark);
        System.err.println(mark);
        control.say("marked");
      }
    }
  }

  private static int controlPort(String[] arguments) {
    for (String argument : arguments) {
      if (argument.startsWith("control=")) {
        return Integer.parseInt(argument.substring("control=".length()));
      }
    }
    throw new IllegalArgumentException("control=PORT is missing");
  }
}
