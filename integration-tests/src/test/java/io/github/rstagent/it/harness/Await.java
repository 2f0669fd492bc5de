// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline. The only place where the tests wait for anything. */
public final class Await {
  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("it.patience", 30));
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Await() {}

  /**
   * Waits until the condition holds, and fails the test where it does not in time.
   *
   * @param what completes the sentence "waited in vain for ..."
   * @param circumstances what a reader of the failure needs to see
   */
  public static void until(BooleanSupplier condition, String what, Supplier<String> circumstances) {
    until(PATIENCE, condition, what, circumstances);
  }

  /** For what takes longer than other things. */
  public static void until(
      Duration patience, BooleanSupplier condition, String what, Supplier<String> circumstances) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "Waited "
                + patience.toSeconds()
                + " s in vain for "
                + what
                + "\n"
                + circumstances.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  public static Duration patience() {
    return PATIENCE;
  }
}
