// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import io.github.rstagent.advise.Regularity;
import java.util.Arrays;

/** How regularly something happens. Immutable. */
final class Period {
  private final int events;
  private final int pauses;
  private final double meanMillis;
  private final double variation;
  private final boolean complete;

  private Period(int events, int pauses, double meanMillis, double variation, boolean complete) {
    this.events = events;
    this.pauses = pauses;
    this.meanMillis = meanMillis;
    this.variation = variation;
    this.complete = complete;
  }

  /**
   * @param sorted milliseconds, ascending
   * @param complete whether these are all moments that there were
   */
  static Period of(long[] sorted, boolean complete) {
    int intervals = sorted.length - 1;
    if (intervals < 1) {
      return new Period(sorted.length, 0, Double.NaN, Double.NaN, complete);
    }
    long[] lengths = new long[intervals];
    for (int i = 0; i < intervals; i++) {
      lengths[i] = sorted[i + 1] - sorted[i];
    }
    Arrays.sort(lengths);
    long pause = Math.max(1, lengths[intervals / 2]) * Regularity.PAUSE;
    int counted = 0;
    double sum = 0;
    while (counted < intervals && lengths[counted] <= pause) {
      sum += lengths[counted++];
    }
    double mean = sum / counted;
    double squares = 0;
    for (int i = 0; i < counted; i++) {
      squares += (lengths[i] - mean) * (lengths[i] - mean);
    }
    double variation = mean > 0 ? Math.sqrt(squares / counted) / mean : Double.NaN;
    return new Period(sorted.length, intervals - counted, mean, variation, complete);
  }

  boolean isKnown() {
    return !Double.isNaN(meanMillis);
  }

  /** Mean of the intervals, pauses left out. */
  double meanMillis() {
    return meanMillis;
  }

  /** Their standard deviation over their mean; NaN where it is not known. */
  double variation() {
    return variation;
  }

  int pauses() {
    return pauses;
  }

  /** Whether all events have been looked at. */
  boolean isComplete() {
    return complete;
  }

  boolean isRegular() {
    return events >= Regularity.RESETS_NEEDED && variation < Regularity.VARIATION;
  }

  String verdict() {
    if (events < Regularity.RESETS_NEEDED) {
      return "too few to tell";
    }
    return isRegular() ? "regular, like a health check" : "irregular";
  }
}
