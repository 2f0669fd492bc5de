// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.boot.AgentLog;
import io.github.rstagent.boot.Chore;
import io.github.rstagent.boot.StderrWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * The agent's own lines, on stderr. Any thread: a line is added to a queue, and {@link
 * StderrWriter} alone writes. Never throws.
 *
 * <p>As a chore it says, once a minute, how many of the lines that are limited were left out.
 */
public final class Console implements AgentLog, Chore {
  /** So many different things are said once, and no more. */
  private static final int DISTINCT = 256;

  private static final String FORBIDDEN =
      "; a security manager forbids it, and its policy must grant rst-agent.jar AllPermission";

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final StderrWriter writer;
  private final ConcurrentMap<Object, Boolean> said = new ConcurrentHashMap<>();
  private final LineLimit news = new LineLimit();
  private final LineLimit storms = new LineLimit();
  private volatile boolean debug;
  private volatile boolean held;
  private volatile Queue<String> listener; // null: none

  public Console(StderrWriter writer) {
    this.writer = writer;
  }

  /** Whether failures come with their stack traces. */
  public void debug(boolean on) {
    debug = on;
  }

  /** Keeps lines back until {@link #release}, in a JVM that may never run a service. */
  public void hold() {
    held = true;
  }

  /** Has what was kept back written, if anything was. */
  public void release() {
    held = false;
    writer.begin();
  }

  /**
   * Gives a copy of what is said from now on, without the prefix, to a command that wants to know.
   *
   * @param told {@code null}: none does
   */
  public void listen(Queue<String> told) {
    listener = told;
  }

  /** Says a line. */
  @Override
  public void say(String line) {
    Queue<String> told = listener;
    if (told != null) {
      told.add(line);
    }
    writer.add(line);
    if (!held) {
      writer.begin();
    }
  }

  /**
   * Whether something is to be said now, because it was not yet, and not too much was in this
   * minute. The text is for the caller to build: this is asked with every reset.
   *
   * @param what equal where it is the same again
   */
  public boolean isNews(Object what) {
    return !said.containsKey(what)
        && said.size() < DISTINCT
        && news.admits()
        && said.putIfAbsent(what, true) == null;
  }

  /** Says a line whose text is there already, where it is news. */
  public void sayOnce(String line) {
    if (isNews(line)) {
      say(line);
    }
  }

  /** Whether one more peer is to be named as one that has passed its rule's max. */
  public boolean isStormNews() {
    return storms.admits();
  }

  @Override
  public void failed(String what, Throwable cause) {
    try {
      if (isNews(Arrays.asList(what, cause.getClass().getName()))) {
        String hint = cause instanceof SecurityException ? FORBIDDEN : "";
        say(what + ": " + cause + hint + (debug ? stackTrace(cause) : ""));
      }
    } catch (Throwable t) {
      // Out of memory or stack: there is nothing left to say it with.
    }
  }

  private static String stackTrace(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text, true));
    return System.lineSeparator() + text.toString().trim();
  }

  @Override
  public long run() {
    long now = System.nanoTime();
    sayRest(storms.next(now), " more peers have passed the max of their rules within a minute");
    sayRest(news.next(now), " more failures or remarks were left out: too many within a minute");
    return MINUTE;
  }

  private void sayRest(int lines, String what) {
    if (lines > 0) {
      say(lines + what);
    }
  }

  /** Waits until all that was said is written, or stderr takes nothing; for so long at most. */
  public void awaitWritten(long millis) {
    writer.awaitWritten(millis);
  }
}
