// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks.programs;

import io.netty.channel.EventLoop;
import java.util.concurrent.CountDownLatch;

/** Keeps an event loop busy with a task that asks to be run again, and notes the longest gap. */
final class StallMeter implements Runnable {
  private static final int WARM_UP = 20_000;

  private final EventLoop loop;
  private final CountDownLatch warm = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean stopping;
  private int ticks;
  private long last;
  private long longest;

  StallMeter(EventLoop loop) {
    this.loop = loop;
  }

  void start() throws InterruptedException {
    loop.execute(this);
    warm.await();
  }

  /** The longest gap since {@link #start} has returned, in nanoseconds. */
  long stop() throws InterruptedException {
    stopping = true;
    stopped.await();
    return longest;
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    if (++ticks > WARM_UP) {
      longest = Math.max(longest, now - last);
    } else if (ticks == WARM_UP) {
      warm.countDown();
    }
    last = now;
    if (stopping) {
      stopped.countDown();
    } else {
      loop.execute(this);
    }
  }
}
