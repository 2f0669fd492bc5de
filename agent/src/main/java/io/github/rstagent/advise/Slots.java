// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import java.util.concurrent.atomic.AtomicInteger;

/** How many connections may be watched at a time, over all peers. Any thread, without a lock. */
final class Slots {
  static final int ALL = 8;

  /** A connection that lives on must not keep others from being watched for ever. */
  private static final long LEASE_NANOS = 60_000_000_000L;

  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean moved = true;
  private long stillSince;

  boolean take() {
    int before = taken.get();
    while (before < ALL) {
      if (taken.compareAndSet(before, before + 1)) {
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  void giveBack() {
    moved = true;
    int before = taken.get();
    while (before > 0 && !taken.compareAndSet(before, before - 1)) {
      before = taken.get();
    }
  }

  /** Looks after slots that nobody gives back; for one thread. */
  void look(long now) {
    if (moved || taken.get() < ALL) {
      moved = false;
      stillSince = now;
    } else if (now - stillSince > LEASE_NANOS) {
      taken.set(0);
      stillSince = now;
    }
  }
}
