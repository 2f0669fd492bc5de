// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Shows one page after another: in place on a terminal, one below the other elsewhere. */
final class Screen {
  private static final String HOME = "\u001B[H";
  private static final String CLEAR_REST = "\u001B[J";

  private final PrintWriter out;
  private final boolean terminal;
  private boolean first = true;

  Screen(PrintWriter out) {
    this.out = out;
    terminal = isTerminal();
  }

  /** Begins a page. */
  void begin() {
    if (terminal) {
      out.print((first ? HOME + CLEAR_REST : HOME));
    } else if (!first) {
      out.println();
    }
    first = false;
  }

  /** Ends it. */
  void end() {
    if (terminal) {
      out.print(CLEAR_REST);
    }
    out.flush();
  }

  /** Columns; without limit where it is no terminal. */
  int width() {
    if (!terminal) {
      return Integer.MAX_VALUE;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader size =
          new BufferedReader(
              new InputStreamReader(stty.getInputStream(), StandardCharsets.US_ASCII))) {
        return Integer.parseInt(size.readLine().split(" ", 2)[1]);
      }
    } catch (IOException | RuntimeException e) {
      return 80; // no stty, or no answer: what terminals have had since the VT100
    }
  }

  /** Since Java 22 there is a console also where there is no terminal, and it can be asked. */
  @SuppressWarnings("SystemConsoleNull") // asked below
  private static boolean isTerminal() {
    if (System.console() == null) {
      return false;
    }
    try {
      return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
