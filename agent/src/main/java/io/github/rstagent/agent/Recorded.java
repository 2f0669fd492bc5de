// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.config.Configuration;
import io.github.rstagent.config.InForce;
import io.github.rstagent.config.Setting;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.PeerState;
import io.github.rstagent.report.jfr.RecordedState;
import java.util.List;

/** Gives Flight Recorder the agent's version, counters, options and peers. */
final class Recorded implements RecordedState {
  private final InForce inForce;
  private final Counters counters;
  private final Advisor advisor;

  Recorded(InForce inForce, Counters counters, Advisor advisor) {
    this.inForce = inForce;
    this.counters = counters;
    this.advisor = advisor;
  }

  @Override
  public String version() {
    return Configuration.version();
  }

  @Override
  public Counters counters() {
    return counters;
  }

  @Override
  public List<Setting> options() {
    return inForce.current().options().inForce();
  }

  @Override
  public List<PeerState> peers() {
    return advisor.peers();
  }
}
