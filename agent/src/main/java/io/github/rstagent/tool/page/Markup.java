// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.io.IOException;
import java.io.Writer;

/** HTML in the making. What is not this project's own markup goes through {@link #text}. */
final class Markup {
  private final Writer out;

  Markup(Writer out) {
    this.out = out;
  }

  /** Appends markup: constants and numbers only. */
  Markup raw(String markup) throws IOException {
    out.write(markup);
    return this;
  }

  /** Appends text from anywhere, fit for content and for attributes in double quotes. */
  Markup text(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&':
          out.write("&amp;");
          break;
        case '<':
          out.write("&lt;");
          break;
        case '>':
          out.write("&gt;");
          break;
        case '"':
          out.write("&quot;");
          break;
        case '\'':
          out.write("&#39;");
          break;
        default:
          out.write(isVisible(c) ? c : '\uFFFD');
      }
    }
    return this;
  }

  /** Text that keeps its direction to itself. */
  Markup isolated(String text) throws IOException {
    return raw("<bdi>").text(text).raw("</bdi>");
  }

  /** No control characters, and none that turn the direction of what follows. */
  private static boolean isVisible(char c) {
    return !Character.isISOControl(c)
        && !(c >= '\u202A' && c <= '\u202E')
        && !(c >= '\u2066' && c <= '\u2069')
        && c != '\uFFFE'
        && c != '\uFFFF';
  }
}
