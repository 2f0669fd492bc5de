// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

/**
 * How regularly something happens: mean and variation of the time between two events. Goes by the
 * last 60 or so, so that what was odd long ago does not hide what is regular now. For one thread at
 * a time.
 */
final class Intervals {
  private static final int MEMORY = 60;

  private static final double NANOS_PER_SECOND = 1e9;

  private boolean begun;
  private long last;
  private int count;
  private double mean;
  private double variance;

  void add(long now) {
    if (!begun) {
      begun = true;
      last = now;
      return;
    }
    // Two event loops may come in another order than they have read the clock.
    double interval = Math.max(0, now - last) / NANOS_PER_SECOND;
    last = Math.max(last, now);
    if (count > 0 && interval > Regularity.PAUSE * mean) { // what comes after it is judged anew
      count = 0;
      mean = 0;
      variance = 0;
      return;
    }
    count++;
    // Welford's algorithm; from MEMORY on the oldest fade (West 1979, Finch 2009).
    double weight = 1.0 / Math.min(count, MEMORY);
    double delta = interval - mean;
    mean += weight * delta;
    variance = (1 - weight) * (variance + weight * delta * delta);
  }

  /** Events without a pause between them. */
  int events() {
    return begun ? count + 1 : 0;
  }

  /** In seconds; not a number where there is none yet. */
  double mean() {
    return count == 0 ? Double.NaN : mean;
  }

  /** Standard deviation by mean; not a number below three events. */
  double variation() {
    return count < 2 || mean == 0 ? Double.NaN : Math.sqrt(variance) / mean;
  }
}
