// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What the agent does from time to time, one after the other, on its only thread. Any thread may
 * add to it; due times are readings of {@link System#nanoTime}, which no change of the clock moves.
 */
public final class Chores implements Runnable {
  private static final long AFTER_FAILURE = TimeUnit.MINUTES.toNanos(1);
  private static final long LONGEST_SLEEP = TimeUnit.DAYS.toNanos(1);

  private final AgentThread thread;
  private final FailureLog failures;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /**
   * @param thread not started yet
   */
  public Chores(AgentThread thread, FailureLog failures) {
    this.thread = thread;
    this.failures = failures;
  }

  /** Adds a chore, which is due at once; it waits for {@link #begin}. */
  public void add(Chore chore) {
    entries.add(new Entry(chore));
    LockSupport.unpark(thread);
  }

  /** Makes a chore due at once, where its reasons may have changed. */
  public void poke(Chore chore) {
    for (Entry entry : entries) {
      if (entry.chore == chore) {
        entry.poked = true;
      }
    }
    LockSupport.unpark(thread);
  }

  /**
   * Starts the thread at the first call. Never throws; where it fails, the next call tries again.
   */
  public void begin() {
    if (!begun.get() && begun.compareAndSet(false, true)) {
      try {
        thread.task(this);
        thread.start();
      } catch (Throwable t) {
        begun.set(false);
        failures.failed("no summary and no reload, because the JVM starts no thread", t);
      }
    }
  }

  @Override
  public void run() {
    while (true) {
      long sleep = runDue();
      if (sleep > 0) {
        LockSupport.parkNanos(this, sleep);
        Thread.interrupted(); // some code interrupts whole thread groups: park would not wait
      }
    }
  }

  /** Returns the nanoseconds until the next chore is due. */
  private long runDue() {
    try {
      long now = System.nanoTime();
      long sleep = LONGEST_SLEEP;
      for (Entry entry : entries) {
        if (entry.isDue(now)) {
          entry.next(System.nanoTime(), runOne(entry.chore));
        }
        sleep = Math.min(sleep, entry.due - now);
      }
      return sleep;
    } catch (Throwable t) { // no memory even for going through the list
      failures.failed("the agent's thread failed, and goes on", t);
      return AFTER_FAILURE;
    }
  }

  private long runOne(Chore chore) {
    try {
      return chore.run();
    } catch (Throwable t) {
      failures.failed(chore.getClass().getSimpleName() + " failed, and is tried again", t);
      return AFTER_FAILURE;
    }
  }

  /** A chore and when it is due; {@code due} is the agent's thread's own. */
  private static final class Entry {
    private final Chore chore;
    private long due = System.nanoTime();
    private volatile boolean poked = true;

    Entry(Chore chore) {
      this.chore = chore;
    }

    boolean isDue(long now) {
      if (poked) {
        poked = false; // before it runs: what is poked for meanwhile comes next time
        return true;
      }
      return now - due >= 0;
    }

    void next(long now, long wait) {
      due = now + Math.min(wait, LONGEST_SLEEP);
    }
  }
}
