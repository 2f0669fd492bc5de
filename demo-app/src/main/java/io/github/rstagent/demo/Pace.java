// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A load balancer's clock: one tick every so often. */
final class Pace {
  private final long periodNanos;
  private long next = System.nanoTime();

  Pace(Duration period) {
    this.periodNanos = period.toNanos();
  }

  void awaitTick() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
    next += periodNanos;
  }
}
