// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.util.List;
import java.util.Locale;

/** Draws lines as a terminal window, with the text as text. */
final class SvgPicture {
  private static final double CHARACTER = 8.4;
  private static final int LINE = 19;
  private static final int MARGIN = 20;
  private static final int TITLE_BAR = 36;
  private static final String FONTS =
      "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono',"
          + " monospace";

  private SvgPicture() {}

  static String draw(String title, List<Line> lines) {
    double width = Line.WIDTH * CHARACTER + 2 * MARGIN;
    double height = TITLE_BAR + lines.size() * LINE + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
                + " viewBox=\"0 0 %.0f %.0f\" font-family=\"%s\" font-size=\"14\">%n",
            width,
            height,
            width,
            height,
            FONTS));
    svg.append("<title>").append(escape(title)).append("</title>\n");
    svg.append("<style>text { white-space: pre; }");
    for (Style style : Style.values()) {
      svg.append(" .").append(nameOf(style)).append(" { fill: ").append(style.color).append("; }");
    }
    svg.append(" .bold { font-weight: bold; }</style>\n");
    // A window of its own colour with a border stands on a light page and on a dark one.
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"0.5\" y=\"0.5\" width=\"%.0f\" height=\"%.0f\" rx=\"9\" fill=\"#161b22\""
                + " stroke=\"#444c56\"/>%n",
            width - 1,
            height - 1));
    String[] buttons = {"#ff5f57", "#febc2e", "#28c840"};
    for (int i = 0; i < buttons.length; i++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%d\" cy=\"18\" r=\"6\" fill=\"%s\"/>%n",
              MARGIN + 6 + i * 20,
              buttons[i]));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"dim\" x=\"%.0f\" y=\"23\" text-anchor=\"middle\">%s</text>%n",
            width / 2,
            escape(title)));
    for (int row = 0; row < lines.size(); row++) {
      draw(svg, lines.get(row), TITLE_BAR + row * LINE + 15);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, Line line, int y) {
    int column = 0;
    for (Line.Span span : line.spans) {
      if (!span.text.trim().isEmpty()) {
        // The length keeps columns in line whatever the font; not every viewer knows it, but then
        // each piece at least begins where it should.
        svg.append(
            String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" xml:space=\"preserve\">"
                    + "%s</text>%n",
                nameOf(span.style),
                MARGIN + column * CHARACTER,
                y,
                span.text.length() * CHARACTER,
                escape(span.text)));
      }
      column += span.text.length();
    }
  }

  private static String nameOf(Style style) {
    return style.name().toLowerCase(Locale.ROOT);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
