// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.background.Chores;
import io.github.rstagent.manage.Jmx;
import io.github.rstagent.manage.Lease;
import java.lang.instrument.Instrumentation;

/** The ways in which the agent is seen and steered from outside. */
final class Management {
  private final RunningAgent view;
  private final Jmx jmx;
  private final Lease lease;

  Management(Agent agent, Effects effects, Instrumentation instrumentation, Chores chores) {
    view = new RunningAgent(agent, effects);
    jmx = new Jmx(view, instrumentation);
    lease = new Lease(view, chores);
  }

  void beginOn(Chores chores) {
    chores.add(jmx);
    chores.add(lease);
  }

  /** Whether the agent is to be seen in JMX. */
  void wantJmx(boolean wanted, Chores chores) {
    jmx.want(wanted);
    chores.poke(jmx);
  }

  RunningAgent view() {
    return view;
  }

  Lease lease() {
    return lease;
  }
}
