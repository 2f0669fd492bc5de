// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import java.util.concurrent.atomic.LongAdder;

/** A count that only grows, and how much of it has been reported. */
final class Tally {
  private final LongAdder count = new LongAdder();
  private long reported;

  void increment() {
    count.increment();
  }

  long sum() {
    return count.sum();
  }

  /** What came since the last call; for the one reporter, under its lock. */
  long news() {
    long now = sum();
    long news = now - reported;
    reported = now;
    return news;
  }
}
