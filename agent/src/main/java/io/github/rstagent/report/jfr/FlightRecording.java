// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import io.github.rstagent.boot.Chore;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.ResetRecorder;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hands events to Flight Recorder, where this JVM has one and a recording runs.
 *
 * <p>Event types must be known to Flight Recorder before a recording can have them, and that loads
 * it as a whole, some hundred classes. So nothing of the kind happens in a JVM that does not
 * record: the first reset loads four classes, and each asks one static field whether Flight
 * Recorder is in use. Once it is, the agent's own thread makes the types known, and hands on what
 * has come meanwhile: a recording that was there before the first reset has that reset.
 */
public final class FlightRecording implements ResetRecorder, Chore {
  private static final String JOURNAL = "io.github.rstagent.report.jfr.FlightJournal";

  /** A recording may begin long before the next reset, which would bring the options with it. */
  private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(10);

  /** More cannot wait for the agent's thread, which comes within milliseconds. */
  private static final int MOST_WAITING = 4_096;

  private final RecordedState state;
  private final Chores chores;
  private final Console console;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final AtomicReference<Journal> journal = new AtomicReference<>(); // null: no Recorder
  private volatile boolean sought;
  private volatile boolean open;

  public FlightRecording(RecordedState state, Chores chores, Console console) {
    this.state = state;
    this.chores = chores;
    this.console = console;
  }

  @Override
  public void reset(
      Verdict verdict,
      Rule rule,
      InetSocketAddress peer,
      int localPort,
      Object channel,
      Throwable cause) {
    try {
      Journal used = journalInUse();
      if (used == null || (open && !used.wantsResets())) {
        return;
      }
      String channelType = channel.getClass().getName();
      String message = cause.getMessage();
      handOn(
          new Runnable() {
            @Override
            public void run() {
              used.reset(verdict, rule, peer, localPort, channelType, message);
            }
          });
    } catch (Throwable t) {
      console.failed("a reset is missing in the recording", t);
    }
  }

  @Override
  public void hidden(String kind, Rule rule, InetSocketAddress peer, String logger) {
    try {
      Journal used = journalInUse();
      if (used == null || (open && !used.wantsHidden())) {
        return;
      }
      handOn(
          new Runnable() {
            @Override
            public void run() {
              used.hidden(kind, rule, peer, logger);
            }
          });
    } catch (Throwable t) {
      console.failed("a hidden log event is missing in the recording", t);
    }
  }

  /** Looks whether Flight Recorder is in use by now, and hands on what has waited for that. */
  @Override
  public long run() {
    Journal used = journalInUse();
    if (used != null && !open) {
      used.open(state);
      open = true;
    }
    for (Runnable event = waiting.poll(); event != null; event = waiting.poll()) {
      waitingCount.decrementAndGet();
      event.run();
    }
    return open || journal.get() == null ? UNTIL_POKED : LOOK_AGAIN;
  }

  private Journal journalInUse() {
    if (!sought) {
      seek();
    }
    Journal found = journal.get();
    return found == null || open || found.isInUse() ? found : null;
  }

  /** Perhaps by several threads at once; none waits for another that loads classes. */
  private void seek() {
    try {
      Class.forName("jdk.jfr.FlightRecorder", false, null);
      journal.compareAndSet(
          null,
          Class.forName(JOURNAL, true, FlightRecording.class.getClassLoader())
              .asSubclass(Journal.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      // Not in this Java, or not among the modules of this application.
    } finally {
      sought = true;
    }
  }

  private void handOn(Runnable event) {
    if (open) {
      event.run();
    } else if (waitingCount.incrementAndGet() > MOST_WAITING) {
      waitingCount.decrementAndGet();
      console.sayOnce("resets are missing in the recording: more came at once than can wait");
    } else {
      waiting.add(event);
      chores.begin();
      chores.poke(this);
    }
  }
}
