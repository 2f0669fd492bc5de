// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.advise.PeerReport;
import io.github.rstagent.rules.AddressText;
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
   * @param width of the terminal; where it is narrow, figures are left out before the verdict is
   */
  static void print(List<PeerReport> reports, int most, int width, PrintWriter out) {
    String page = page(reports, most, true);
    if (width(page) > width) {
      page = page(reports, most, false);
    }
    for (String line : page.split("\r?\n", -1)) {
      if (!line.isEmpty()) {
        out.println(Table.cut(line, width));
      }
    }
    if (reports.size() > most) {
      out.println("... and " + (reports.size() - most) + " more");
    }
  }

  private static String page(List<PeerReport> reports, int most, boolean wide) {
    Table table =
        wide
            ? new Table(
                "PEER",
                "#PORT",
                "#RESETS",
                "#EVERY",
                "#CV",
                "#SEEN",
                "#IN",
                "#OUT",
                "#LIVED",
                "ENDED",
                "LOOKS LIKE")
            : new Table("PEER", "#PORT", "#RESETS", "#EVERY", "LOOKS LIKE");
    for (PeerReport report : reports.subList(0, Math.min(most, reports.size()))) {
      String peer = AddressText.of(report.peer());
      String port = report.localPort() < 0 ? "?" : ":" + report.localPort();
      String resets = report.resets() + (report.missedAtMost() > 0 ? "+" : "");
      String every = figure(report.periodSeconds(), "%.2f s");
      String verdict =
          report.verdict().text() + (report.preset() == null ? "" : ", " + report.preset());
      if (wide) {
        table.row(
            peer,
            port,
            resets,
            every,
            figure(report.variation(), "%.2f"),
            report.watched(),
            report.bytesIn(),
            report.bytesOut(),
            figure(report.probeMillis(), "%.1f ms"),
            ended(report),
            verdict + " (" + report.reason() + ")");
      } else {
        table.row(peer, port, resets, every, verdict);
      }
    }
    StringWriter page = new StringWriter();
    table.printTo(new PrintWriter(page));
    return page.toString();
  }

  private static String ended(PeerReport report) {
    long other = report.watched() - report.endedByReset() - report.endedByFin();
    StringBuilder ended = new StringBuilder();
    append(ended, report.endedByReset(), "RST");
    append(ended, report.endedByFin(), "FIN");
    append(ended, other, "other");
    return ended.toString();
  }

  private static void append(StringBuilder ended, long times, String how) {
    if (times > 0) {
      ended.append(ended.length() == 0 ? "" : " ").append(times).append(' ').append(how);
    }
  }

  private static String figure(double value, String format) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static int width(String page) {
    int width = 0;
    for (String line : page.split("\r?\n", -1)) {
      width = Math.max(width, line.length());
    }
    return width;
  }
}
