// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.jfr.PeerSink;
import io.github.rstagent.jfr.RecordedState;
import io.github.rstagent.observe.Counters;
import io.github.rstagent.options.Setting;
import java.util.List;

/** What recordings are told of this agent. */
final class Recorded implements RecordedState {
  private final Agent agent;
  private final Counters counters;

  Recorded(Agent agent, Counters counters) {
    this.agent = agent;
    this.counters = counters;
  }

  @Override
  public String version() {
    return Start.version();
  }

  @Override
  public Counters counters() {
    return counters;
  }

  @Override
  public List<Setting> options() {
    return agent.started().options().inForce();
  }

  @Override
  public void eachPeer(PeerSink sink) {
    // No table of peers yet.
  }
}
