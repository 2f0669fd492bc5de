// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits lines of a kind that peers can cause to ten a minute, and counts the others. Any thread,
 * event loops among them; without a lock.
 */
public final class LineLimit {
  private static final int LINES_A_MINUTE = 10;
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final AtomicInteger lines = new AtomicInteger();
  private long end = System.nanoTime() + MINUTE; // of this minute; for the agent's thread alone

  /** Whether one more line may be said in this minute; else it is counted. */
  public boolean admits() {
    return lines.incrementAndGet() <= LINES_A_MINUTE;
  }

  /**
   * Begins the next minute where one has passed. For the agent's thread.
   *
   * @param now a reading of {@link System#nanoTime}
   * @return how many lines were not admitted in the minute before; 0 while that lasts
   */
  public int next(long now) {
    if (now - end < 0) {
      return 0;
    }
    end = now + MINUTE;
    return Math.max(0, lines.getAndSet(0) - LINES_A_MINUTE);
  }
}
