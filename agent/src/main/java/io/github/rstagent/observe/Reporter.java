// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.observe;

import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.netty.ServiceLogger;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Says from time to time what the rules did, on the agent's only thread, which the first reset
 * starts.
 */
public final class Reporter implements Runnable {
  private final Summary summary;
  private final Console console;
  private final AgentThread thread;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile long intervalMillis;
  private volatile boolean toLogger;
  private volatile WeakReference<NettyAccess> latest = new WeakReference<NettyAccess>(null);

  /**
   * @param counters what is reported
   * @param console where the service has no logger, or is not to be bothered
   * @param thread not started yet
   */
  public Reporter(Counters counters, Console console, AgentThread thread) {
    this.summary = new Summary(counters);
    this.console = console;
    this.thread = thread;
  }

  /**
   * Takes effect with the next interval.
   *
   * @param millis the interval; 0 for no summary
   * @param logger whether the service's own logger is to be used, where it has one
   */
  public void every(long millis, boolean logger) {
    intervalMillis = millis;
    toLogger = logger;
  }

  /** A reset came through this Netty: starts the thread at the first one. Never throws. */
  public void wake(NettyAccess netty) {
    if (latest.get() != netty) {
      latest = new WeakReference<NettyAccess>(netty);
    }
    if (!started.get() && intervalMillis > 0 && started.compareAndSet(false, true)) {
      try {
        thread.start(this);
      } catch (Throwable t) {
        started.set(false); // the next reset tries again
        console.failed("there is no summary, for want of a thread", t);
      }
    }
  }

  @Override
  public void run() {
    summary.begin();
    sayRestAtExit();
    long next = System.nanoTime();
    while (true) {
      next += TimeUnit.MILLISECONDS.toNanos(Math.max(1_000, intervalMillis));
      for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
        Thread.interrupted(); // somebody interrupts whole thread groups: park would return at once
      }
      sayNews();
    }
  }

  private void sayNews() {
    try {
      if (intervalMillis > 0) {
        say(summary.next());
      }
    } catch (Throwable t) {
      console.failed("a summary is missing", t);
    }
  }

  private void say(Summary.Line line) {
    if (line == null) {
      return;
    }
    try {
      NettyAccess netty = latest.get();
      ServiceLogger logger = toLogger && netty != null ? netty.logger() : null;
      if (logger == null) {
        console.say(line.text());
      } else if (line.isWarning()) {
        logger.warn(line.text());
      } else {
        logger.info(line.text());
      }
    } catch (Throwable t) {
      console.failed("the service's logger does not take the summary, stderr does", t);
      console.say(line.text());
    }
  }

  /** On stderr: at exit the service's logging may be gone already. */
  private void sayRestAtExit() {
    Thread rest =
        new Thread("rst-agent-exit") {
          @Override
          public void run() {
            toLogger = false;
            sayNews();
          }
        };
    try {
      Runtime.getRuntime().addShutdownHook(rest);
    } catch (IllegalStateException | SecurityException e) {
      // The JVM is on its way out already, or does not want hooks.
    }
  }
}
