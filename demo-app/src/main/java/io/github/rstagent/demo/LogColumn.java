// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.util.ArrayList;
import java.util.List;

/** Shows a log in a column: long traces are folded, and what repeats is counted. */
final class LogColumn {
  private static final int FRAMES_SHOWN = 4;

  private final int width;
  private final List<Line> rows = new ArrayList<>();

  LogColumn(int width) {
    this.width = width;
  }

  /** What the log says about connections of one kind: the first in full, the others counted. */
  static List<Line> of(int width, List<List<LogEntry>> connections) {
    LogColumn column = new LogColumn(width);
    column.add(connections.get(0));
    int hidden = 0;
    for (List<LogEntry> entries : connections.subList(1, connections.size())) {
      hidden += entries.stream().mapToInt(entry -> entry.lines().size()).sum();
    }
    if (hidden > 0) {
      column.wrap(
          Style.RED, "… and " + hidden + " more lines for the other " + (connections.size() - 1));
    }
    if (column.rows.isEmpty()) {
      column.rows.add(Line.of(Style.DIM, "(no line)"));
    }
    return column.rows;
  }

  private void add(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      int frames = 0;
      for (String line : entry.lines()) {
        String text = line.replace("\t", "  ");
        if (text.trim().startsWith("at ")) {
          frames++;
          if (frames <= FRAMES_SHOWN) {
            rows.add(Line.of(Style.DIM, clip(text)));
          }
          continue;
        }
        fold(frames);
        frames = 0;
        if (isOfAgent(text)) {
          wrap(Style.CYAN, text);
        } else {
          rows.add(Line.of(text.startsWith("INFO") ? Style.PLAIN : Style.RED, clip(text)));
        }
      }
      fold(frames);
    }
  }

  private static boolean isOfAgent(String text) {
    return text.contains("rst-agent: ") || text.contains("rst.vip");
  }

  private void fold(int frames) {
    if (frames > FRAMES_SHOWN) {
      rows.add(Line.of(Style.DIM, "  … " + (frames - FRAMES_SHOWN) + " more frames"));
    }
  }

  private String clip(String text) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /** Adds a text in as many rows as it takes, broken at blanks where it has them. */
  private void wrap(Style style, String text) {
    String rest = text;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > width / 2 ? blank : width;
      rows.add(Line.of(style, rest.substring(0, end)));
      rest = "    " + rest.substring(end).trim();
    }
    rows.add(Line.of(style, rest));
  }

  static List<Line> wrap(int width, Style style, List<String> texts) {
    LogColumn column = new LogColumn(width);
    texts.forEach(text -> column.wrap(style, text));
    return column.rows;
  }
}
