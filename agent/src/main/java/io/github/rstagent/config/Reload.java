// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.boot.AgentLog;
import io.github.rstagent.boot.Chore;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.config.FileWatch.Finding;
import io.github.rstagent.rules.Problem;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps the list in step with its files: a changed list is taken whole or not at all. The files are
 * the agent's thread's alone.
 */
public final class Reload implements Chore {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
  private static final int PATIENCE_SECONDS = 10;
  private static final String KEPT = "the last good list stays in force";

  private final InForce inForce;
  private final Chores chores;
  private final AgentLog log;
  private final Queue<FutureTask<String>> questions = new ConcurrentLinkedQueue<>();
  private volatile String trouble; // what keeps the files from being taken, as said; null: nothing
  private Configuration watched;
  private FileWatch files;
  private String refused; // what is wrong with the files as they were read last; null: nothing
  private boolean waiting; // for the files to change again
  private List<String> warnings = new ArrayList<>(); // of who may write the files, as said

  public Reload(InForce inForce, Chores chores, AgentLog log) {
    this.inForce = inForce;
    this.chores = chores;
    this.log = log;
  }

  @Override
  public long run() {
    for (FutureTask<String> question = questions.poll();
        question != null;
        question = questions.poll()) {
      question.run();
    }
    if (!follow()) {
      return UNTIL_POKED;
    }
    act(files.look());
    return INTERVAL;
  }

  /** Reads the files, at rest or not, and tells what came of it. */
  public String now() {
    return ask(() -> follow() ? act(files.lookOnce()) : "no list file is in use");
  }

  /** Turns to the files of the options in force, and warns where others may write them. */
  public void followNow() {
    ask(() -> String.valueOf(follow()));
  }

  /**
   * Has the agent's thread do it. Any other thread waits for a time only: a file system may hang.
   */
  private String ask(Callable<String> todo) {
    FutureTask<String> question = new FutureTask<>(todo);
    questions.add(question);
    chores.begin();
    chores.poke(this);
    try {
      return question.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // The agent's thread still has other things to do, or waits for the files itself.
    }
    return "not done after " + PATIENCE_SECONDS + " s; AllowlistState shows when it is";
  }

  /** What keeps the files from being taken, or {@code null}. Never waits for a list to be read. */
  public String trouble() {
    return trouble;
  }

  /** Whether there are files to watch. */
  public boolean isNeeded() {
    Configuration current = inForce.current();
    return !current.files().isEmpty() && current.options().problems().isEmpty();
  }

  /** Returns false where there are no files to watch. */
  private boolean follow() {
    Configuration current = inForce.current();
    if (watched == null || watched.options() != current.options()) {
      watched = current;
      files = new FileWatch(current.files());
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
                + " still being written: it is read when it does, or when it has been at rest for"
                + " 30 s, and until then "
                + KEPT);
      case SETTLED:
        return read();
    }
    throw new AssertionError(finding);
  }

  /** Says who may write the files, where that is news. */
  private void warn() {
    List<String> found = new ArrayList<>();
    WriteAccess access = new WriteAccess();
    for (File file : watched.options().vipFiles()) {
      Problem problem = access.warning(file);
      if (problem != null) {
        found.add(problem.toString());
        if (!warnings.contains(problem.toString())) {
          log.say(problem.toString());
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
      log.say(why);
    }
    return why;
  }

  private String read() {
    String names = files.changed();
    waiting = false;
    Configuration next = new Configuration(watched.options());
    if (!files.take()) {
      return "being written";
    }
    warn();
    if (!next.isGood()) {
      for (Problem problem : next.problems()) {
        log.say(problem.toString());
      }
      log.say(KEPT + " (" + inForce.current().rules() + ")");
      int more = next.problems().size() - 1;
      refused = next.problems().get(0) + (more == 0 ? "" : " (and " + more + " more)");
      trouble = refused;
      return refused;
    }
    String change = ListChange.between(inForce.current().allowlist(), next.allowlist());
    String news =
        (names.isEmpty() ? "list read again" : names) + ": " + change + ", now " + next.rules();
    Configuration current = inForce.current();
    if (current.options() != next.options() || !inForce.replace(current, next.keeping(current))) {
      return "the options were replaced meanwhile";
    }
    refused = null;
    trouble = null;
    watched = next;
    for (Problem warning : next.warnings()) {
      log.say(warning.toString());
    }
    log.say(news);
    return news;
  }
}
