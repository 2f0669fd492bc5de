// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.boot.FailureLog;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The agent's own lines, on stderr. Any thread; never throws. */
public final class Console implements FailureLog {
  private static final String PREFIX = "[rst-agent] ";

  /** What goes wrong again and again is said for so many different reasons, and no more. */
  private static final int DISTINCT_FAILURES = 32;

  private static final int DISTINCT_REMARKS = 256;

  // What stderr was when the agent came: an application may turn System.err into its own logging,
  // which must not be entered with locks of class loaders held.
  @SuppressWarnings("SystemOut")
  private final PrintStream stderr = System.err;

  private final Set<String> failures = new HashSet<String>();
  private final Set<String> remarks = new HashSet<String>();
  private volatile boolean debug;
  private StringBuilder held; // null: lines are printed at once
  private List<String> heard; // null: nobody listens

  /** Whether failures come with their stack traces. */
  public void debug(boolean on) {
    debug = on;
  }

  /** Keeps lines back until {@link #release}, in a JVM that may never run a service. */
  public synchronized void hold() {
    held = new StringBuilder();
  }

  /** Prints what was kept back, if anything was. */
  public synchronized void release() {
    StringBuilder lines = held;
    held = null;
    if (lines != null) {
      print(lines.toString());
    }
  }

  /** Keeps a copy of what is said from now on, for a command that wants to know. */
  public synchronized void listen() {
    heard = new ArrayList<String>();
  }

  /** What was said since {@link #listen}, without the prefix. */
  public synchronized List<String> heard() {
    List<String> lines = heard;
    heard = null;
    return lines == null ? Collections.<String>emptyList() : lines;
  }

  /** Prints a line. */
  public synchronized void say(String line) {
    if (heard != null) {
      heard.add(line);
    }
    String text = PREFIX + line + System.lineSeparator();
    if (held != null) {
      held.append(text);
    } else {
      print(text);
    }
  }

  private void print(String text) {
    stderr.print(text);
    stderr.flush();
  }

  /** Says a line the first time only. */
  public synchronized void sayOnce(String line) {
    if (remarks.size() < DISTINCT_REMARKS && remarks.add(line)) {
      say(line);
    }
  }

  private synchronized void sayFailure(String line) {
    if (failures.size() < DISTINCT_FAILURES && failures.add(line)) {
      say(line);
    }
  }

  @Override
  public void failed(String what, Throwable cause) {
    try {
      sayFailure(what + ": " + cause);
      if (debug) {
        cause.printStackTrace(stderr);
      }
    } catch (Throwable t) {
      // Out of memory or stack: there is nothing left to say it with.
    }
  }
}
