// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.config.Setting;
import io.github.rstagent.config.Start;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.PeerState;
import io.github.rstagent.report.jfr.PeerSink;
import io.github.rstagent.report.jfr.RecordedState;
import java.util.List;

/** What recordings are told of this agent. */
final class Recorded implements RecordedState {
  private final Agent agent;
  private final Counters counters;
  private final Advisor advisor;

  Recorded(Agent agent, Counters counters, Advisor advisor) {
    this.agent = agent;
    this.counters = counters;
    this.advisor = advisor;
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
    for (PeerState peer : advisor.peers()) {
      sink.peer(
          peer.getPeer(),
          peer.getLocalPort(),
          peer.getResets(),
          (long) (peer.getPeriodSeconds() * 1e9),
          peer.getPhases(),
          peer.getVerdict());
    }
  }
}
