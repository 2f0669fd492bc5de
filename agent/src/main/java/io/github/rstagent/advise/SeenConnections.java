// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.report.PeerState;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.util.List;

/** The same table and the same verdicts, of resets that were seen on the wire. For one thread. */
public final class SeenConnections {
  private final Advisor advisor;

  /**
   * @param presets that peers are looked up in
   */
  public SeenConnections(PresetRanges presets) {
    advisor = new Advisor(presets);
    advisor.enforce(true, false);
  }

  /** An accepted connection was reset by its peer. */
  public void reset(InetAddress peer, int localPort, long now) {
    advisor.reset(Verdict.STRANGER, null, Silence.UNKNOWN, peer, localPort, now);
  }

  /** What is to be said of them. */
  public List<String> news() {
    return advisor.news();
  }

  /** The table, those with the most resets first. */
  public List<PeerState> peers() {
    return advisor.peers();
  }

  /** How often a peer lost its place in the full table to another one. */
  public long dropped() {
    return advisor.dropped();
  }
}
