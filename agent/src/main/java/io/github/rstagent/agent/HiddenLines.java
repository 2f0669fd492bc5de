// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.boot.Chore;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.gate.LogEventGate;
import io.github.rstagent.gate.ProbeListener;
import io.github.rstagent.hook.LogEventListener;
import io.github.rstagent.hook.LogEventTransformer;
import io.github.rstagent.hook.Rendezvous;
import io.github.rstagent.netty.LoggingLibraries;
import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.netty.ServiceLogger;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Nettys;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Instruments the logging libraries while a rule has {@code scope=connection}, and sets the field
 * that they ask only while such a rule's connection is open and silent.
 *
 * <p>Libraries are hooked on the agent's thread: that holds no locks of class loaders, which the
 * JVM may want while it changes a class.
 */
final class HiddenLines implements Chore, ProbeListener, LogEventListener {
  private final LogEventGate gate;
  private final LogEventTransformer transformer;
  private final Instrumentation instrumentation;
  private final Chores chores;
  private final Console console;
  private volatile boolean wanted;
  private volatile WeakReference<NettyAccess> service = new WeakReference<>(null);
  private volatile String unknown; // how status says that the service's logging is not known
  private final Map<String, String> libraries = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  HiddenLines(LogEventGate gate, Instrumentation instrumentation, Chores chores, Console console) {
    this.gate = gate;
    this.transformer = new LogEventTransformer(instrumentation, this);
    this.instrumentation = instrumentation;
    this.chores = chores;
    this.console = console;
  }

  /**
   * Takes effect when the chore is poked.
   *
   * @param list in force, or {@code null}
   * @return whether libraries are to be hooked
   */
  boolean want(Allowlist list) {
    wanted = list != null && list.asksForConnections() && hides(list);
    return wanted;
  }

  /** Or counts what it would hide. */
  private static boolean hides(Allowlist list) {
    for (Rule rule : list.rules()) {
      if (rule.scope() == Scope.CONNECTION && rule.mode() != Mode.TAG) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long run() {
    if (!wanted) {
      remove();
    } else {
      try {
        transformer.install();
      } catch (Exception e) {
        console.failed("log lines of probes are shown unchanged", e);
      }
      NettyAccess netty = service.get();
      if (netty != null) {
        recognise(netty.logger());
      }
    }
    return UNTIL_POKED;
  }

  /** Says it where the service logs with what is never hooked. */
  private void recognise(ServiceLogger logger) {
    if (logger == null) {
      unknown = "logging library: not known";
    } else if (LoggingLibraries.areMadeBy(logger.factory())) {
      unknown = null;
    } else {
      unknown = "logging library: not known, " + logger.factory();
      if (console.isNews(unknown)) {
        console.say(
            "the service's logging library is not known ("
                + logger.factory()
                + "): what it logs for probes is shown, scope=connection or not");
      }
    }
  }

  /** Gives back the libraries' own bytecode, at once. */
  void restore() {
    wanted = false;
    remove();
  }

  private void remove() {
    transformer.remove();
    libraries.clear();
  }

  /** One line for each logging library that was met, while such a rule is in force. */
  List<String> hooks() {
    List<String> lines = new ArrayList<>();
    if (!wanted) {
      return lines;
    }
    for (Map.Entry<String, String> library : new TreeMap<>(libraries).entrySet()) {
      lines.add("events of " + library.getKey() + ": " + library.getValue());
    }
    if (unknown != null) {
      lines.add(unknown);
    }
    return lines;
  }

  @Override
  public void opened(NettyAccess netty) {
    if (service.get() != netty) {
      service = new WeakReference<>(netty);
      chores.poke(this);
    }
    if (open.getAndIncrement() == 0) {
      answer();
    }
  }

  @Override
  public void closed() {
    if (open.decrementAndGet() == 0) {
      answer();
    }
  }

  /**
   * Without a lock, for event loops come here: who has set the gate looks again, so that the last
   * one to set it has set what is right. In between an event may be shown, and none is hidden.
   */
  private void answer() {
    boolean wantsGate;
    do {
      wantsGate = open.get() > 0;
      try {
        Rendezvous.open(Rendezvous.LOG_EVENTS, wantsGate ? gate : null, instrumentation);
      } catch (Exception e) {
        console.failed("log lines of probes are shown unchanged", e);
      }
    } while (wantsGate != open.get() > 0);
  }

  @Override
  public void hooked(String library) {
    libraries.put(library, Nettys.HOOKED);
    console.sayOnce("hooked the events of " + library + ", for scope=connection");
  }

  @Override
  public void leftAlone(String library, Throwable reason) {
    libraries.put(library, "left alone, " + reason);
    console.failed(
        library + " is left alone, and what it logs for probes is shown unchanged", reason);
  }
}
