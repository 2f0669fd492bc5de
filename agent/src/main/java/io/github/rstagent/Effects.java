// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.background.AgentThread;
import io.github.rstagent.background.Chores;
import io.github.rstagent.connection.ConnectionGate;
import io.github.rstagent.hook.Rendezvous;
import io.github.rstagent.jfr.FlightRecording;
import io.github.rstagent.lines.LogEventGate;
import io.github.rstagent.manage.Jmx;
import io.github.rstagent.manage.Lease;
import io.github.rstagent.manage.Nettys;
import io.github.rstagent.observe.Console;
import io.github.rstagent.observe.Counters;
import io.github.rstagent.observe.Reporter;
import io.github.rstagent.reset.ReadExceptionGate;
import java.lang.instrument.Instrumentation;

/**
 * What acts on resets, counts them and speaks of them: there from the first Netty on, or from the
 * first question from outside.
 */
final class Effects {
  private final Counters counters = new Counters();
  private final Nettys nettys = new Nettys();
  private final Chores chores;
  private final Reporter reporter;
  private final Advisor advisor = new Advisor(PresetRanges.PUBLISHED);
  private final Advice advice;
  private final Reload reload;
  private final Jmx jmx;
  private final Lease lease;
  private final RunningAgent view;
  private final ReadExceptionGate gate;
  private final ConnectionGate connections;
  private final HiddenLines hiddenLines;

  Effects(Agent agent, Instrumentation instrumentation, Console console, AgentThread thread) {
    chores = new Chores(thread, console);
    reporter = new Reporter(counters, console);
    connections = new ConnectionGate(console);
    LogEventGate events = new LogEventGate(counters.hidden(), reporter, console);
    hiddenLines = new HiddenLines(events, instrumentation, console);
    connections.listener(hiddenLines);
    advice = new Advice(advisor, reporter);
    gate = new ReadExceptionGate(counters, reporter, advisor, chores, console);
    connections.storms(gate.storms());
    reload = new Reload(agent, console);
    view = new RunningAgent(agent, this);
    jmx = new Jmx(view, instrumentation);
    lease = new Lease(view, chores);
    chores.add(reporter);
    chores.add(advice);
    chores.add(reload);
    chores.add(jmx);
    chores.add(lease);
    chores.add(hiddenLines);
    FlightRecording recording =
        new FlightRecording(new Recorded(agent, counters, advisor), chores, console);
    chores.add(recording);
    gate.recordTo(recording);
    events.recordTo(recording);
  }

  /**
   * Puts options and list in force.
   *
   * @param enabled whether anything at all is to be done
   */
  void enforce(Start start, boolean enabled) {
    gate.enforce(enabled ? start.allowlist() : null);
    boolean advise = enabled && start.options().advise();
    advisor.enforce(advise);
    connections.watch(advise ? advisor : null);
    advice.want(advise);
    gate.connectionsWatched(start.watchesConnections());
    connections.enforce(enabled ? start.allowlist() : null);
    reporter.every(
        enabled ? start.options().summaryMillis() : 0, start.options().summaryToLogger());
    jmx.want((enabled || start.options().enabled()) && start.options().jmx());
    chores.poke(reporter);
    chores.poke(advice);
    chores.poke(reload);
    chores.poke(jmx);
    boolean hides = hiddenLines.want(enabled ? start.allowlist() : null);
    chores.poke(hiddenLines);
    if (hides) {
      chores.begin();
    }
  }

  /** A transport is hooked: with a list file, it is time to watch that. */
  void hooked(String netty, String transport) {
    nettys.transport(netty, transport, Nettys.HOOKED);
    if (reload.isNeeded()) {
      chores.begin();
    }
  }

  /**
   * Lets Netty's classes ask.
   *
   * @throws Exception where this JVM has no way for that
   */
  void open(Instrumentation instrumentation) throws Exception {
    Rendezvous.open(Rendezvous.READ_EXCEPTIONS, gate, instrumentation);
    Rendezvous.open(Rendezvous.CONNECTIONS, connections, instrumentation);
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

  HiddenLines hiddenLines() {
    return hiddenLines;
  }

  Reload reload() {
    return reload;
  }

  Lease lease() {
    return lease;
  }

  RunningAgent view() {
    return view;
  }
}
