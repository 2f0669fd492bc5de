// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.Chore;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.config.Advise;
import io.github.rstagent.config.Configuration;
import io.github.rstagent.config.InForce;
import io.github.rstagent.config.Reload;
import io.github.rstagent.gate.ConnectionGate;
import io.github.rstagent.gate.LogEventGate;
import io.github.rstagent.gate.ReadExceptionGate;
import io.github.rstagent.gate.ResetListeners;
import io.github.rstagent.hook.Rendezvous;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Control;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Nettys;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.report.jfr.FlightRecording;
import io.github.rstagent.rules.Allowlist;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Creates and connects the gates, counters and reporters when the first Netty class is loaded, or
 * at the first command or JMX request.
 *
 * <p>JMX and what {@code scope=connection} needs are made later, when a thread first asks for them.
 * Two threads may make them at once: one result is kept. No thread waits for the other, since it
 * may hold the lock of a class loader.
 */
final class Effects implements Chore {
  private final InForce inForce;
  private final Control control;
  private final Instrumentation instrumentation;
  private final Console console;
  private final Counters counters = new Counters();
  private final Nettys nettys = new Nettys();
  private final Chores chores;
  private final Reporter reporter;
  private final Advisor advisor = new Advisor(PresetRanges.PUBLISHED);
  private final Advice advice;
  private final Reload reload;
  private final ReadExceptionGate gate;
  private final ConnectionGate connections;
  private final FlightRecording recording;
  private final AtomicReference<HiddenLines> hiddenLines = new AtomicReference<>();
  private final AtomicReference<Management> management = new AtomicReference<>();
  private final AtomicBoolean wantJmx = new AtomicBoolean();
  private final AtomicBoolean opened = new AtomicBoolean();
  private volatile boolean following; // what changes by itself: files, logging libraries
  private volatile boolean hidesLines;
  private volatile boolean watchesStrangers; // whose connections may end without a reset

  Effects(
      InForce inForce,
      Control control,
      Instrumentation instrumentation,
      Console console,
      AgentThread thread) {
    this.inForce = inForce;
    this.control = control;
    this.instrumentation = instrumentation;
    this.console = console;
    chores = new Chores(thread, console);
    reporter = new Reporter(counters, console);
    connections = new ConnectionGate(reporter, console);
    advice = new Advice(advisor, inForce, reporter);
    recording = new FlightRecording(new Recorded(inForce, counters, advisor), chores, console);
    gate =
        new ReadExceptionGate(
            counters, new ResetListeners(advisor, reporter, recording, chores), console);
    connections.storms(gate.storms());
    reload = new Reload(inForce, chores, console);
    chores.add(this);
    chores.add(console);
    chores.add(reporter);
    chores.add(advice);
    chores.add(reload);
    chores.add(recording);
  }

  /**
   * Puts options and list in force.
   *
   * @param enabled whether anything at all is to be done
   */
  void enforce(Configuration start, boolean enabled) {
    Allowlist list = enabled ? start.allowlist() : null;
    HiddenLines lines =
        list != null && list.asksForConnections() ? hiddenLines() : hiddenLines.get();
    if (lines != null) {
      connections.listener(lines); // before the first connection that it must know of
    }
    gate.enforce(list);
    boolean auto = list != null && list.hasAuto();
    Advise advise = start.options().advise();
    advisor.enforce(advise, list);
    watchesStrangers = auto || (enabled && start.watchesStrangers());
    connections.watchStrangers(watchesStrangers ? advisor : null);
    advice.want(enabled && advise != Advise.OFF, auto);
    connections.enforce(list);
    reporter.every(
        enabled ? start.options().summaryMillis() : 0, start.options().summaryToLogger());
    wantJmx.set((enabled || start.options().enabled()) && start.options().jmx());
    Management made = management.get();
    if (made != null) {
      chores.poke(made.jmx);
    }
    chores.poke(reporter);
    chores.poke(advice);
    chores.poke(reload);
    if (lines != null) {
      hidesLines = lines.want(list);
      chores.poke(lines);
    }
    beginIfNeeded();
  }

  /** A Netty is there: what its first connection meets must be up to date by then. */
  void follow() {
    following = true;
    beginIfNeeded();
  }

  private void beginIfNeeded() {
    if (following && (hidesLines || watchesStrangers || reload.isNeeded())) {
      chores.begin();
    }
  }

  /** On the agent's thread: from then on JMX and commands may ask. */
  @Override
  public long run() {
    management();
    return UNTIL_POKED;
  }

  /**
   * Lets Netty's classes ask.
   *
   * @return whether this is the first time
   * @throws Exception where this JVM has no way for that
   */
  boolean open() throws Exception {
    Rendezvous.open(Rendezvous.READ_EXCEPTIONS, gate, instrumentation);
    Rendezvous.open(Rendezvous.CONNECTIONS, connections, instrumentation);
    return opened.compareAndSet(false, true);
  }

  /** What is not said yet when the JVM ends is said then, on a thread made for it. */
  void sayRestAtExit(AgentThread exit) {
    reporter.sayRestAtExit(exit);
  }

  Counters counters() {
    return counters;
  }

  Advisor advisor() {
    return advisor;
  }

  Nettys nettys() {
    return nettys;
  }

  ConnectionGate connections() {
    return connections;
  }

  /** Gives back the logging libraries' own bytecode, where it was changed. */
  void restoreLines() {
    HiddenLines lines = hiddenLines.get();
    if (lines != null) {
      lines.restore();
    }
  }

  /**
   * One line for each logging library that was met, while lines of the service's log are hidden.
   */
  List<String> lineHooks() {
    HiddenLines lines = hiddenLines.get();
    return lines == null ? Collections.<String>emptyList() : lines.hooks();
  }

  private HiddenLines hiddenLines() {
    if (hiddenLines.get() == null) {
      LogEventGate events = new LogEventGate(counters, reporter, console);
      events.recordTo(recording);
      HiddenLines made = new HiddenLines(events, instrumentation, chores, console);
      if (hiddenLines.compareAndSet(null, made)) {
        chores.add(made);
      }
    }
    return hiddenLines.get();
  }

  Reload reload() {
    return reload;
  }

  Management management() {
    if (management.get() == null) {
      AgentMXBean view = new AgentMXBean(inForce, control, this, console);
      Management made = new Management(view, instrumentation, chores, wantJmx);
      if (management.compareAndSet(null, made)) {
        chores.add(made.jmx);
        chores.add(made.lease);
      }
    }
    return management.get();
  }
}
