// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

/** Prints lines: coloured only if asked to, and in ASCII where the terminal knows no more. */
final class Terminal {
  private final PrintStream out;
  private final boolean color;
  private final boolean ascii;

  Terminal(PrintStream out, Charset charset, boolean color) {
    this.out = out;
    this.color = color;
    this.ascii = !charset.newEncoder().canEncode("│─…");
  }

  static Terminal stdout() {
    // From JDK 19 on, the property tells stdout's own charset; before, it is the default one.
    String name = System.getProperty("stdout.encoding");
    Charset charset = name == null ? Charset.defaultCharset() : Charset.forName(name);
    // Only the shell can ask every JDK's question, whether stdout alone is a terminal.
    boolean color = Boolean.getBoolean("demo.color") && System.getenv("NO_COLOR") == null;
    return new Terminal(System.out, charset, color);
  }

  void print(List<Line> lines) {
    for (Line line : lines) {
      StringBuilder text = new StringBuilder();
      for (Line.Span span : line.spans) {
        if (color && !span.style.ansi.isEmpty()) {
          text.append("\u001b[").append(span.style.ansi).append('m');
          text.append(span.text).append("\u001b[0m");
        } else {
          text.append(span.text);
        }
      }
      out.println(ascii ? toAscii(text.toString()) : text);
    }
    out.flush();
  }

  private static String toAscii(String text) {
    return text.replace('│', '|').replace('─', '-').replace('…', '~');
  }
}
