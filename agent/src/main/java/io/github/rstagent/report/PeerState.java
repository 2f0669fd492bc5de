// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Regularity;
import java.net.InetAddress;

/** An unlisted peer that resets, as the advisor sees it. Immutable; public for JMX. */
public final class PeerState {
  private final InetAddress peer;
  private final int localPort;
  private final long resets;
  private final long silentEnds;
  private final long missedAtMost;
  private final Regularity regularity; // null: its resets are not regular
  private final String verdict;
  private final String preset;
  private final String advice;

  /**
   * @param regularity or {@code null}
   * @param preset empty for none
   * @param advice empty for none
   */
  public PeerState(
      InetAddress peer,
      int localPort,
      long resets,
      long silentEnds,
      long missedAtMost,
      Regularity regularity,
      String verdict,
      String preset,
      String advice) {
    this.peer = peer;
    this.localPort = localPort;
    this.resets = resets;
    this.silentEnds = silentEnds;
    this.missedAtMost = missedAtMost;
    this.regularity = regularity;
    this.verdict = verdict;
    this.preset = preset;
    this.advice = advice;
  }

  public String getPeer() {
    return AddressText.of(peer);
  }

  /** The service's port; -1 where it is unknown. */
  public int getLocalPort() {
    return localPort;
  }

  public long getResets() {
    return resets;
  }

  /**
   * Connections without data that were over within 3 s, where some of them ended with FIN; only
   * {@code advise=connections} has them seen, else 0.
   */
  public long getSilentEnds() {
    return silentEnds;
  }

  /** How many more there may have been before the table had room for this peer. */
  public long getMissedAtMost() {
    return missedAtMost;
  }

  /** Time between two rounds of resets or ends; 0 where they are not regular. */
  public double getPeriodSeconds() {
    return regularity == null ? 0 : regularity.periodNanos() / 1e9;
  }

  /** How many resets come in one period; 0 where they are not regular. */
  public int getPhases() {
    return regularity == null ? 0 : regularity.phases();
  }

  /** What the advisor takes the peer for. */
  public String getVerdict() {
    return verdict;
  }

  /** The preset in whose range the peer is; empty for none. */
  public String getPreset() {
    return preset;
  }

  /** The line of a vip-file that silences the peer; empty where there is nothing to advise. */
  public String getAdvice() {
    return advice;
  }
}
