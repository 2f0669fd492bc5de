// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import io.github.rstagent.rules.Regularity;

/** How regularly something happens. Immutable. */
final class Period {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final int events;
  private final Regularity regularity; // null: they are not regular
  private final boolean complete;

  private Period(int events, Regularity regularity, boolean complete) {
    this.events = events;
    this.regularity = regularity;
    this.complete = complete;
  }

  /**
   * @param sorted milliseconds, ascending
   * @param complete whether these are all moments that there were
   */
  static Period of(long[] sorted, boolean complete) {
    long[] stamps = new long[Math.min(Regularity.MOST, sorted.length)];
    for (int i = 0; i < stamps.length; i++) {
      stamps[i] = sorted[sorted.length - stamps.length + i] * NANOS_PER_MILLI;
    }
    return new Period(sorted.length, Regularity.of(stamps), complete);
  }

  /** Whether all events have been looked at. */
  boolean isComplete() {
    return complete;
  }

  boolean isRegular() {
    return regularity != null;
  }

  /** {@code every 1.00 s}; empty where that cannot be said. */
  String text() {
    return regularity == null ? "" : regularity.toString();
  }

  String verdict() {
    if (events < Regularity.NEEDED) {
      return "too few to tell";
    }
    return isRegular() ? "regular, like a health check" : "irregular";
  }
}
