// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Shows one page after another: in place on a terminal, one below the other elsewhere. */
final class Screen {
  private static final String HOME = "\u001B[H";
  private static final String CLEAR_REST = "\u001B[J";

  private final PrintWriter out;
  private final boolean terminal = Ansi.AUTO.enabled();
  private boolean first = true;

  Screen(PrintWriter out) {
    this.out = out;
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

  /** Columns, as they are now; without limit where it is no terminal. */
  int width() {
    return terminal ? new UsageMessageSpec().autoWidth(true).width() : Integer.MAX_VALUE;
  }
}
