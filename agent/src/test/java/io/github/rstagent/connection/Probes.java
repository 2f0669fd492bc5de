// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.connection;

import io.github.rstagent.allowlist.Rule;

/** Probes, and threads that run on their behalf. */
public final class Probes {
  private Probes() {}

  /** A silent connection of a peer that this rule lists. */
  public static Probe silent(Rule rule) {
    return new Probe(rule);
  }

  /** Its peer has sent a byte. */
  public static void speak(Probe probe) {
    probe.spoke();
  }

  /** Runs something on behalf of a probe. */
  public static void serve(Probe probe, Runnable work) {
    ProbeScope.enter(probe);
    try {
      work.run();
    } finally {
      ProbeScope.enter(null);
    }
  }
}
