// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.boot.Chore;
import io.github.rstagent.config.FileWatch;
import io.github.rstagent.config.FileWatch.Finding;
import io.github.rstagent.config.ListChange;
import io.github.rstagent.config.Start;
import io.github.rstagent.config.WriteAccess;
import io.github.rstagent.report.Console;
import io.github.rstagent.rules.Problem;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps the list in step with its files: a changed list is taken whole or not at all. */
final class Reload implements Chore {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
  private static final String KEPT = "the last good list stays in force";

  private final Agent agent;
  private final Console console;
  private Start watched;
  private FileWatch files;
  private volatile String trouble; // what keeps the files from being taken, as said; null: nothing
  private String refused; // what is wrong with the files as they were read last; null: nothing
  private boolean waiting; // for the files to change again
  private List<String> warnings = new ArrayList<String>(); // of who may write the files, as said

  Reload(Agent agent, Console console) {
    this.agent = agent;
    this.console = console;
  }

  @Override
  public synchronized long run() {
    if (!follow()) {
      return UNTIL_POKED;
    }
    act(files.look());
    return INTERVAL;
  }

  /** Reads the files now, at rest or not, and tells what came of it. */
  synchronized String now() {
    if (!follow()) {
      return "no list file is in use";
    }
    return act(files.lookOnce());
  }

  /** What keeps the files from being taken, or {@code null}. Never waits for a list to be read. */
  String trouble() {
    return trouble;
  }

  /** Whether there are files to watch. */
  boolean isNeeded() {
    Start start = agent.started();
    return !start.files().isEmpty() && start.options().problems().isEmpty();
  }

  /**
   * Turns to the files of the options in force, and warns where others may write them.
   *
   * @return false where there are none to watch
   */
  synchronized boolean follow() {
    Start start = agent.started();
    if (watched == null || watched.options() != start.options()) {
      watched = start;
      files = new FileWatch(start.files());
      trouble = null;
      refused = null;
      warn();
    }
    return isNeeded();
  }

  private String act(Finding finding) {
    switch (finding) {
      case UNCHANGED:
        trouble = waiting ? refused : trouble; // what it waited for is as it was before
        waiting = false;
        return "unchanged";
      case UNSETTLED:
        return "being written";
      case GONE:
        return keep(files.subject() + " is gone: " + KEPT);
      case UNFINISHED:
        return keep(
            files.subject()
                + " has changed, but its last line does not end in a line break, as if it were"
                + " still being written: it is read when it does, and "
                + KEPT);
      case SETTLED:
        return read();
    }
    throw new AssertionError(finding);
  }

  /** Says who may write the files, where that is news. */
  private void warn() {
    List<String> found = new ArrayList<String>();
    WriteAccess access = new WriteAccess();
    for (File file : watched.options().vipFiles()) {
      Problem problem = access.warning(file);
      if (problem != null) {
        found.add(problem.toString());
        if (!warnings.contains(problem.toString())) {
          console.say(problem.toString());
        }
      }
    }
    warnings = found;
  }

  /** Says it, once. */
  private String keep(String why) {
    waiting = true;
    if (!why.equals(trouble)) {
      trouble = why;
      console.say(why);
    }
    return why;
  }

  private String read() {
    String names = files.changed();
    waiting = false;
    Start next = new Start(watched.options());
    if (!files.take()) {
      return "being written";
    }
    warn();
    if (!next.isGood()) {
      StringBuilder why = new StringBuilder();
      for (Problem problem : next.problems()) {
        console.say(problem.toString());
        why.append(why.length() == 0 ? "" : "; ").append(problem);
      }
      console.say(KEPT + " (" + agent.started().rules() + ")");
      refused = why.toString();
      trouble = refused;
      return refused;
    }
    ListChange change = ListChange.between(agent.started().allowlist(), next.allowlist());
    String news =
        (names.isEmpty() ? "list read again" : names) + ": " + change + ", now " + next.rules();
    if (!agent.replace(watched, next)) {
      return "other options have come meanwhile";
    }
    refused = null;
    trouble = null;
    watched = next;
    console.say(news);
    return news;
  }
}
