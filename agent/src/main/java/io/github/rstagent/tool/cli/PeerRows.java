// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.report.PeerState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** The table of peers, for people. */
final class PeerRows {
  private PeerRows() {}

  /**
   * Prints at most so many rows, in lines that are no longer than that.
   *
   * @param width of the terminal
   */
  static void print(List<PeerState> reports, int most, int width, PrintWriter out) {
    for (String line : page(reports, most).split("\r?\n", -1)) {
      if (!line.isEmpty()) {
        out.println(Table.cut(line, width));
      }
    }
    if (reports.size() > most) {
      out.println("... and " + (reports.size() - most) + " more");
    }
  }

  private static String page(List<PeerState> reports, int most) {
    Table table = new Table("PEER", "#PORT", "#RESETS", "#EVERY", "LOOKS LIKE");
    for (PeerState report : reports.subList(0, Math.min(most, reports.size()))) {
      table.row(
          report.getPeer(),
          report.getLocalPort() < 0 ? "?" : ":" + report.getLocalPort(),
          report.getResets() + (report.getMissedAtMost() > 0 ? "+" : ""),
          figure(report.getPeriodSeconds(), "%.2f s"),
          report.getVerdict() + (report.getPreset().isEmpty() ? "" : ", " + report.getPreset()));
    }
    StringWriter page = new StringWriter();
    table.printTo(new PrintWriter(page));
    return page.toString();
  }

  private static String figure(double value, String format) {
    return value == 0 ? "-" : String.format(Locale.ROOT, format, value);
  }
}
