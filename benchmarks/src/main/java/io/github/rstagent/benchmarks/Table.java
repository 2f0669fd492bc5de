// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.util.List;

/** A table of a Markdown page. */
final class Table {
  private final StringBuilder text = new StringBuilder();

  Table(String... heads) {
    row(heads);
    text.append("|---".repeat(heads.length)).append("|\n");
  }

  Table row(String... cells) {
    text.append('|').append(String.join("|", List.of(cells))).append("|\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }
}
