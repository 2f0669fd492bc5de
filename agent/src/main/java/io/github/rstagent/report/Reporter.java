// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.Chore;
import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.netty.ServiceLogger;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

/** Says from time to time what the rules did, and other news, in the service's own log. */
public final class Reporter implements Chore {
  private static final long EXIT_MILLIS = 1_000;

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
        sayOnStderr(line, warning);
      } else if (warning) {
        logger.warn(line);
      } else {
        logger.info(line);
      }
    } catch (Throwable t) {
      console.failed("the service's logger does not take the agent's lines, stderr does", t);
      sayOnStderr(line, warning);
    }
  }

  private void sayOnStderr(String line, boolean warning) {
    console.say(warning ? "warning: " + line : line);
  }

  /**
   * Has what remains said when the JVM ends: on stderr, because the service's logging may be gone
   * by then. A stderr that takes nothing holds the JVM up for a second.
   *
   * @param exit not started; registered before the first reset, which may come with the end
   */
  public void sayRestAtExit(AgentThread exit) {
    exit.task(
        new Runnable() {
          @Override
          public void run() {
            toLogger = false;
            sayNews();
            console.awaitWritten(EXIT_MILLIS);
          }
        });
    try {
      Runtime.getRuntime().addShutdownHook(exit);
    } catch (IllegalStateException | SecurityException e) {
      // The JVM is on its way out already, or does not want hooks.
    }
  }
}
