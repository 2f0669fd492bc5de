// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.boot.Chore;
import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.netty.ServiceLogger;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

/** Says from time to time what the rules did, and other news, in the service's own log. */
public final class Reporter implements Chore {
  private final Summary summary;
  private final Console console;
  private volatile long intervalMillis;
  private volatile boolean toLogger;
  private volatile WeakReference<NettyAccess> latest = new WeakReference<NettyAccess>(null);
  private long due;
  private boolean running;

  /**
   * @param counters what is reported
   * @param console where the service has no logger, or is not to be bothered
   */
  public Reporter(Counters counters, Console console) {
    this.summary = new Summary(counters);
    this.console = console;
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

  /** A reset came through this Netty: its service's logger is the one to use. */
  public void metBy(NettyAccess netty) {
    if (latest.get() != netty) {
      latest = new WeakReference<NettyAccess>(netty);
    }
  }

  @Override
  public long run() {
    if (intervalMillis == 0) {
      return UNTIL_POKED;
    }
    long interval = TimeUnit.MILLISECONDS.toNanos(Math.max(1_000, intervalMillis));
    long now = System.nanoTime();
    if (!running) {
      running = true;
      summary.begin();
      sayRestAtExit();
      due = now + interval;
    } else if (now - due >= 0) {
      sayNews();
      due += interval;
    }
    return due - now;
  }

  private void sayNews() {
    try {
      Summary.Line line = intervalMillis > 0 ? summary.next() : null;
      if (line != null) {
        say(line.text(), line.isWarning());
      }
    } catch (Throwable t) {
      console.failed("a summary is missing", t);
    }
  }

  /** Says a line in the service's log, where it has one and is to be bothered; else on stderr. */
  public void say(String line, boolean warning) {
    try {
      NettyAccess netty = latest.get();
      ServiceLogger logger = toLogger && netty != null ? netty.logger() : null;
      if (logger == null) {
        console.say(line);
      } else if (warning) {
        logger.warn(line);
      } else {
        logger.info(line);
      }
    } catch (Throwable t) {
      console.failed("the service's logger does not take the agent's lines, stderr does", t);
      console.say(line);
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
