// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell. */
final class Table {
  private static final char NUMBERS = '#';

  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * @param titles of the columns; with a {@code #} in front of those that hold numbers
   */
  Table(String... titles) {
    right = new boolean[titles.length];
    Object[] cells = new Object[titles.length];
    for (int i = 0; i < titles.length; i++) {
      right[i] = titles[i].charAt(0) == NUMBERS;
      cells[i] = right[i] ? titles[i].substring(1) : titles[i];
    }
    row(cells);
  }

  /** Adds a row; {@code null} is an empty cell. */
  void row(Object... cells) {
    String[] row = new String[right.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = cells[i] == null ? "" : cells[i].toString();
    }
    rows.add(row);
  }

  void printTo(PrintWriter out) {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(i == 0 ? "" : "  ");
        pad(line, right[i] ? widths[i] - row[i].length() : 0);
        line.append(row[i]);
        pad(line, right[i] || i == row.length - 1 ? 0 : widths[i] - row[i].length());
      }
      out.println(line);
    }
  }

  /** The line where it fits, else its beginning and a mark. */
  static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + ">";
  }

  private static void pad(StringBuilder line, int blanks) {
    for (int i = 0; i < blanks; i++) {
      line.append(' ');
    }
  }
}
