// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.boot.Chores;
import io.github.rstagent.report.Lease;
import io.github.rstagent.report.jmx.Jmx;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;

/** The ways in which the agent is seen and steered from outside. */
final class Management {
  private final RunningAgent view;
  private final Jmx jmx;
  private final Lease lease;

  /**
   * @param wantJmx whether the agent is to be seen in JMX; may change at any time
   */
  Management(
      Agent agent,
      Effects effects,
      Instrumentation instrumentation,
      Chores chores,
      AtomicBoolean wantJmx) {
    view = new RunningAgent(agent, effects);
    jmx = new Jmx(view, instrumentation, wantJmx);
    lease = new Lease(view, chores);
  }

  void beginOn(Chores chores) {
    chores.add(jmx);
    chores.add(lease);
  }

  Jmx jmx() {
    return jmx;
  }

  Lease lease() {
    return lease;
  }

  RunningAgent view() {
    return view;
  }
}
