// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.io.IOException;

/**
 * Bars over time. Only the bars are SVG, stretched to whatever width there is; texts are HTML,
 * which a stretched picture would distort.
 */
final class Chart {
  private static final int HEIGHT = 100;
  private static final int TICKS = 6;

  /** A single reset among thousands must be seen. */
  private static final double LEAST = 3;

  private static final long[] STEPS = {
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    10_800_000,
    21_600_000,
    43_200_000,
    86_400_000
  };

  private final Axis axis;
  private final DisplayFormat format;
  private final Markup page;

  Chart(Axis axis, DisplayFormat format, Markup page) {
    this.axis = axis;
    this.format = format;
    this.page = page;
  }

  /** One series in full: a bar a slot, each with its own title. */
  void panel(Axis.Series series, String kind, String heading, String one, String many)
      throws IOException {
    int most = series.most();
    page.raw("<figure class=\"panel " + kind + "\"><figcaption><b>").text(heading).raw("</b> ");
    if (most == 0) {
      page.raw("<span>none</span>");
    } else {
      page.raw("<span>")
          .text(
              DisplayFormat.number(series.total())
                  + ", at most "
                  + DisplayFormat.number(most)
                  + " in "
                  + DisplayFormat.slot(axis.width()))
          .raw("</span>");
    }
    page.raw("</figcaption><div class=\"plot\">");
    page.raw("<svg viewBox=\"0 0 " + axis.used() + " " + HEIGHT + "\" preserveAspectRatio=\"none\"")
        .raw(" role=\"img\" aria-label=\"")
        .text(
            heading
                + ": "
                + DisplayFormat.number(series.total(), one, many)
                + ", at most "
                + DisplayFormat.number(most)
                + " in "
                + DisplayFormat.slot(axis.width()))
        .raw("\">");
    verticals();
    page.raw("<line class=\"half\" x1=\"0\" x2=\"" + axis.used() + "\" y1=\"50\" y2=\"50\"/>");
    for (int slot = 0; slot < axis.used(); slot++) {
      int count = series.at(slot);
      if (count > 0) {
        double height = height(count, most, HEIGHT);
        page.raw(
                "<rect class=\"bar\" x=\""
                    + decimal(slot + gap())
                    + "\" width=\""
                    + decimal(1 - 2 * gap())
                    + "\" y=\""
                    + decimal(HEIGHT - height)
                    + "\" height=\""
                    + decimal(height)
                    + "\"><title>")
            .text(slotText(slot) + ": " + DisplayFormat.number(count, one, many))
            .raw("</title></rect>");
      }
    }
    page.raw("</svg>");
    page.raw("</div></figure>\n");
  }

  /** A peer's own: shown upwards, hidden downwards, by one scale. */
  void strip(Axis.Series shown, Axis.Series hidden, String label) throws IOException {
    int most = Math.max(1, Math.max(shown.most(), hidden.most()));
    page.raw("<svg class=\"strip\" viewBox=\"0 0 " + axis.used() + " " + HEIGHT + "\"")
        .raw(" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
        .text(label)
        .raw("\"><title>")
        .text(label)
        .raw("</title>");
    page.raw("<line class=\"zero\" x1=\"0\" x2=\"" + axis.used() + "\" y1=\"50\" y2=\"50\"/>");
    bars(shown, most, "shown", true);
    bars(hidden, most, "hidden", false);
    page.raw("</svg>");
  }

  private void bars(Axis.Series series, int most, String kind, boolean upwards) throws IOException {
    if (series.most() == 0) {
      return;
    }
    page.raw("<path class=\"" + kind + "\" d=\"");
    for (int slot = 0; slot < axis.used(); slot++) {
      if (series.at(slot) > 0) {
        double height = Math.max(8, height(series.at(slot), most, HEIGHT / 2));
        page.raw(
            "M"
                + decimal(slot + gap())
                + " 50v"
                + decimal(upwards ? -height : height)
                + "h"
                + decimal(1 - 2 * gap())
                + "V50z");
      }
    }
    page.raw("\"/>");
  }

  private static double height(int count, int most, int full) {
    return Math.max(LEAST, (double) count * full / most);
  }

  private double gap() {
    return axis.used() > 200 ? 0.05 : 0.12;
  }

  private void verticals() throws IOException {
    for (long tick = firstTick(); tick <= end(); tick += step()) {
      String x = decimal((double) (tick - axis.origin()) / axis.width());
      page.raw("<line class=\"tick\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"0\" y2=\"100\"/>");
    }
  }

  /** The times below the panels. */
  void times() throws IOException {
    page.raw("<div class=\"times\" aria-hidden=\"true\">");
    int number = 0;
    for (long tick = firstTick(); tick <= end(); tick += step()) {
      double percent = 100.0 * (tick - axis.origin()) / (end() - axis.origin());
      String side = percent < 4 ? " first" : percent > 96 ? " last" : "";
      page.raw(
              "<span class=\"t"
                  + number++ % 2
                  + side
                  + "\" style=\"left:"
                  + decimal(percent)
                  + "%\">")
          .text(format.tick(tick, step()))
          .raw("</span>");
    }
    page.raw("</div>\n");
  }

  private long end() {
    return axis.origin() + axis.used() * axis.width();
  }

  private long step() {
    long span = end() - axis.origin();
    for (long step : STEPS) {
      if (span / step <= TICKS) {
        return step;
      }
    }
    long days = STEPS[STEPS.length - 1];
    return (span / TICKS / days + 1) * days;
  }

  /** On full local hours and minutes. */
  private long firstTick() {
    long ahead = format.ahead(axis.origin());
    return -Math.floorDiv(-(axis.origin() + ahead), step()) * step() - ahead;
  }

  /** When a slot is. */
  String slotText(int slot) {
    long from = axis.origin() + slot * axis.width();
    return format.dateTime(from) + " + " + DisplayFormat.slot(axis.width());
  }

  /** Two places at most, in a page that may have thousands of them. */
  private static String decimal(double value) {
    long hundredths = Math.round(value * 100);
    return hundredths % 100 == 0
        ? String.valueOf(hundredths / 100)
        : String.valueOf(hundredths / 100.0);
  }
}
