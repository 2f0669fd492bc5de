// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.LogEvents;
import io.github.rstagent.netty.LoggingLibraries;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.HiddenKind;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.report.ResetRecorder;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import java.util.function.BiPredicate;

/**
 * Where a logging library's event method asks whether an event is to be logged. Hidden is only what
 * is logged on behalf of a listed peer's silent connection whose rule says {@code scope=connection}
 * and {@code mode=suppress}, and holds nothing but the end of that connection. With {@code
 * mode=observe} the same events are counted, and logged.
 *
 * <p>Any thread. Logs nothing itself; whatever goes wrong in here, the event is logged as if the
 * agent were not there.
 */
public final class LogEventGate implements BiPredicate<Object, Object> {
  private static final String LEAK_DETECTOR = "ResourceLeakDetector";

  private final Counters counters;
  private final Reporter reporter;
  private final Console console;
  private volatile ResetRecorder recorder; // null: none

  /** Set while this thread is in here: what is logged meanwhile is not asked about. */
  private final ThreadLocal<Boolean> busy = new ThreadLocal<>();

  /**
   * @param reporter told which Netty's service has lines hidden
   */
  public LogEventGate(Counters counters, Reporter reporter, Console console) {
    this.counters = counters;
    this.reporter = reporter;
    this.console = console;
  }

  /** Where single events go from now on, while a recording runs. */
  public void recordTo(ResetRecorder eventRecorder) {
    recorder = eventRecorder;
  }

  /**
   * @param event what the library's event method was called with
   * @param source the logger
   * @return true where the caller must not log the event
   */
  @Override
  public boolean test(Object event, Object source) {
    WatchedConnection probe = ProbeScope.current();
    if (probe == null || busy.get() != null) {
      return false;
    }
    try {
      busy.set(Boolean.TRUE);
      try {
        return isHidden(probe, event, source);
      } finally {
        busy.remove();
      }
    } catch (Throwable t) {
      console.failed("a log event could not be judged and is shown", t);
      return false;
    }
  }

  private boolean isHidden(WatchedConnection probe, Object event, Object source) {
    Rule rule = probe.rule();
    if (rule == null || rule.scope() != Scope.CONNECTION || rule.mode() == Mode.TAG) {
      return false;
    }
    LogEvents events = LoggingLibraries.eventsOf(source);
    if (!events.isPending(event, source)) {
      return false;
    }
    HiddenKind kind = judge(events, event, source, probe.isEnding());
    if (kind == null) {
      return false;
    }
    String logger = events.logger(event, source);
    counters
        .lastHidden()
        .add(kind, rule, probe.address(), logger, events.level(event), textOf(events, event));
    if (rule.mode() == Mode.OBSERVE) {
      counters.observed().count(kind, rule);
      return false;
    }
    events.hidden(event);
    counters.hidden().count(kind, rule);
    reporter.metBy(probe.netty());
    ResetRecorder taker = recorder;
    if (taker != null) {
      taker.hidden(kind.text(), rule, probe.address(), logger);
    }
    return true;
  }

  /** An object of the application's is not asked for its text. */
  private static String textOf(LogEvents events, Object event) {
    Object message = events.message(event);
    return message == null || message instanceof String
        ? (String) message
        : message.getClass().getName();
  }

  /** The kind of an event, or {@code null} where it must be shown. */
  private static HiddenKind judge(LogEvents events, Object event, Object source, boolean ending) {
    String logger = events.logger(event, source);
    if (logger != null && logger.endsWith(LEAK_DETECTOR)) {
      return null; // of another connection's buffer, and said once
    }
    Evidence evidence = new Evidence();
    evidence.add(events.throwable(event));
    evidence.addPart(events.message(event));
    evidence.addPart(events.arguments(event));
    return evidence.kind(events.isError(event), ending);
  }
}
