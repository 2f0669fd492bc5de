// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Rule;
import java.net.InetSocketAddress;

/** Probes, and threads that run on their behalf. */
public final class Probes {
  private Probes() {}

  /** A silent connection of a peer that the only rule of this list lists; it is ending. */
  public static WatchedConnection silent(Allowlist list) {
    WatchedConnection probe = open(list);
    probe.closes(false);
    return probe;
  }

  /** The same, while it is open. */
  static WatchedConnection open(Allowlist list) {
    ConnectionGate gate =
        new ConnectionGate(new Reporter(new Counters(), AgentLines.unread()), AgentLines.unread());
    gate.enforce(list);
    Rule rule = list.rules().get(0);
    InetSocketAddress peer = new InetSocketAddress(Lists.address("10.0.8.3"), 5745);
    return new WatchedConnection(gate, null, peer, 443, list, rule);
  }

  /** Its peer has sent a byte. */
  public static void speak(WatchedConnection probe) {
    probe.spoke();
  }

  /** Runs something on behalf of a probe. */
  public static void serve(WatchedConnection probe, Runnable work) {
    ProbeScope.enter(probe, probe, false);
    try {
      work.run();
    } finally {
      ProbeScope.exit(probe);
    }
  }
}
