// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One line of the demo's output. */
final class Line {
  static final int WIDTH = 100;
  static final Line EMPTY = new Line(Collections.emptyList());

  /** A piece of a line in one style. */
  static final class Span {
    final Style style;
    final String text;

    Span(Style style, String text) {
      this.style = style;
      this.text = text;
    }
  }

  final List<Span> spans;

  private Line(List<Span> spans) {
    this.spans = Collections.unmodifiableList(spans);
  }

  static Line of(Style style, String text) {
    return EMPTY.then(style, text);
  }

  /** A headline with a rule to the right margin. */
  static Line rule(Style style, String title) {
    StringBuilder rule = new StringBuilder();
    for (int i = title.length() + 4; i < WIDTH; i++) {
      rule.append('─');
    }
    return of(Style.DIM, "── ").then(style, title).then(Style.DIM, " " + rule);
  }

  Line then(Style style, String text) {
    List<Span> longer = new ArrayList<>(spans);
    longer.add(new Span(style, text));
    return new Line(longer);
  }

  Line then(Line next) {
    List<Span> longer = new ArrayList<>(spans);
    longer.addAll(next.spans);
    return new Line(longer);
  }

  Line padTo(int width) {
    StringBuilder blanks = new StringBuilder();
    for (int i = length(); i < width; i++) {
      blanks.append(' ');
    }
    return blanks.length() == 0 ? this : then(Style.PLAIN, blanks.toString());
  }

  int length() {
    return spans.stream().mapToInt(span -> span.text.length()).sum();
  }
}
