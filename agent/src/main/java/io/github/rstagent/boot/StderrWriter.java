// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes the agent's lines to file descriptor 2, and does nothing else. A stderr that is never read
 * (a full pipe, a stuck log shipper) stops this thread and no other: every other thread adds its
 * line to a queue, whose lock is never held while a line is written, and goes on.
 *
 * <p>Not through {@code System.err}: the service's threads share its monitor, and a service may
 * have replaced it by its own logging, which would be entered with locks of class loaders held.
 *
 * <p>Made by the thread that starts the agent, because a thread inherits thread locals and the
 * context class loader of its maker, and those of an event loop may belong to a web application
 * that must be collectable. No {@link AgentThread}: where a class of the agent's is missing, this
 * one alone is needed to say so.
 */
public final class StderrWriter extends Thread implements Thread.UncaughtExceptionHandler {
  /** So long the JVM's start and an attach wait, so that a bad option is read where it is due. */
  public static final long START_MILLIS = 200;

  private static final String PREFIX = "[rst-agent] ";

  /** So many lines wait only where stderr takes none. */
  private static final int MOST_WAITING = 1_024;

  private static final long LOOK_AGAIN = TimeUnit.MICROSECONDS.toNanos(200);

  private final OutputStream stderr;
  private final Charset charset = charset();

  /**
   * A line stays in it until it is written. Not one of java.util.concurrent, nor an atomic: before
   * {@code main}, the first of those loads a dozen classes for VarHandles.
   */
  private final Queue<String> queue = new ArrayDeque<>();

  private int dropped; // guarded by the queue, too
  private boolean begun; // as well

  public StderrWriter() {
    this(stderr());
  }

  /** For tests. */
  public StderrWriter(OutputStream stream) {
    super("rst-agent-stderr");
    setDaemon(true);
    setUncaughtExceptionHandler(this);
    stderr = stream;
  }

  @SuppressWarnings("SystemOut") // where nothing else is permitted, and by this thread alone
  private static OutputStream stderr() {
    try {
      return new FileOutputStream(FileDescriptor.err);
    } catch (SecurityException e) {
      return System.err;
    }
  }

  /** What a terminal wants, by the names before and since Java 19; else the default. */
  private static Charset charset() {
    try {
      String encoding =
          System.getProperty("stderr.encoding", System.getProperty("sun.stderr.encoding"));
      return encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
    } catch (IllegalArgumentException | SecurityException e) {
      return Charset.defaultCharset();
    }
  }

  /** Adds a line, which waits for {@link #begin}. Where there is no room it is counted. */
  public void add(String line) {
    synchronized (queue) {
      if (queue.size() < MOST_WAITING) {
        queue.add(line);
      } else {
        dropped++;
      }
    }
  }

  /** Has what waits written: starts the thread, or wakes it. Never throws. */
  public void begin() {
    try {
      if (!hasBegun(true)) {
        start(); // by one thread alone: a second one would wait for the first in there
      }
    } catch (Throwable t) {
      hasBegun(false); // no thread is to be had: the next line tries again
    }
    LockSupport.unpark(this);
  }

  /** Returns whether it had begun before. */
  private boolean hasBegun(boolean now) {
    synchronized (queue) {
      boolean before = begun;
      begun = now;
      return before;
    }
  }

  /** Waits until all is written, if it has begun; for so long at most. */
  public void awaitWritten(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (isAlive() && firstLine() != null && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(this, LOOK_AGAIN);
    }
  }

  @Override
  public void run() {
    while (true) {
      String line = firstLine();
      if (line != null) {
        write(line);
        removeFirstLine();
      } else {
        LockSupport.park(this);
        Thread.interrupted(); // some code interrupts whole thread groups: park would not wait
      }
    }
  }

  /** Out of memory. The service's own handler might exit. */
  @Override
  public void uncaughtException(Thread thread, Throwable failure) {}

  private String firstLine() {
    synchronized (queue) {
      return queue.peek();
    }
  }

  /** Behind the last line that waited comes how many found no room. */
  private void removeFirstLine() {
    synchronized (queue) {
      queue.remove();
      if (queue.isEmpty() && dropped > 0) {
        queue.add(
            dropped
                + (dropped == 1 ? " line is" : " lines are")
                + " missing here: stderr took none");
        dropped = 0;
      }
    }
  }

  private void write(String line) {
    try {
      stderr.write((PREFIX + line + System.lineSeparator()).getBytes(charset));
      stderr.flush();
    } catch (Throwable t) {
      // Closed, or out of memory: there is nothing left to say it with.
    }
  }
}
