// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.hook.Rendezvous;
import io.github.rstagent.observe.AgentThread;
import io.github.rstagent.observe.Console;
import io.github.rstagent.observe.Counters;
import io.github.rstagent.observe.Reporter;
import io.github.rstagent.reset.ReadExceptionGate;
import java.lang.instrument.Instrumentation;

/** What acts on resets, counts them and speaks of them: there from the first Netty on. */
final class Effects {
  private final ReadExceptionGate gate;
  private final Reporter reporter;

  Effects(Console console, AgentThread thread) {
    Counters counters = new Counters();
    reporter = new Reporter(counters, console, thread);
    gate = new ReadExceptionGate(counters, reporter, console);
  }

  /** Puts options and list in force. */
  void enforce(Start start) {
    gate.enforce(start.allowlist());
    reporter.every(
        start.options().enabled() ? start.options().summaryMillis() : 0,
        start.options().summaryToLogger());
  }

  /**
   * Lets Netty's classes ask.
   *
   * @throws Exception where this JVM has no way for that
   */
  void open(Instrumentation instrumentation) throws Exception {
    Rendezvous.open(Rendezvous.READ_EXCEPTIONS, gate, instrumentation);
  }
}
