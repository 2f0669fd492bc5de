// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.advise.PeerEntry.Evidence;
import java.net.InetAddress;

/** What is known and thought of one peer on one local port: immutable. */
public final class PeerReport {
  private final InetAddress peer;
  private final int localPort;
  private final Evidence evidence;
  private final double quietSeconds;
  private final PeerVerdict verdict;
  private final String preset;
  private final String advice;

  private PeerReport(
      InetAddress peer,
      int localPort,
      Evidence evidence,
      double quietSeconds,
      PeerVerdict verdict,
      String preset,
      String advice) {
    this.peer = peer;
    this.localPort = localPort;
    this.evidence = evidence;
    this.quietSeconds = quietSeconds;
    this.verdict = verdict;
    this.preset = preset;
    this.advice = advice;
  }

  /**
   * @param elsewhere whether the peer uses other local ports, too
   */
  static PeerReport of(PeerEntry entry, boolean elsewhere, PresetRanges presets, long now) {
    Evidence evidence = entry.evidence();
    PeerVerdict verdict = Judge.of(evidence);
    InetAddress peer = entry.plainPeer();
    String preset = entry.preset(presets);
    return new PeerReport(
        peer,
        entry.localPort(),
        evidence,
        Math.max(0, now - evidence.last) / 1e9,
        verdict,
        preset,
        AdviceLine.of(peer, entry.localPort(), evidence, verdict, preset, elsewhere));
  }

  public InetAddress peer() {
    return peer;
  }

  /** The service's port; -1 where it is unknown. */
  public int localPort() {
    return localPort;
  }

  /** Resets that were seen. */
  public long resets() {
    return evidence.resets;
  }

  /**
   * How many more there may have been before the table had room for this peer: the true number lies
   * between {@link #resets()} and the sum of both.
   */
  public long missedAtMost() {
    return evidence.error;
  }

  /** Mean time between two resets, in seconds, of the last 60 or so; NaN where there is none. */
  public double periodSeconds() {
    return evidence.period;
  }

  /** Coefficient of variation of that time; NaN below three resets. */
  public double variation() {
    return evidence.variation;
  }

  /** Seconds between the first event and the last one. */
  public double seenSeconds() {
    return (evidence.last - evidence.first) / 1e9;
  }

  /** Seconds since the last event. */
  public double quietSeconds() {
    return quietSeconds;
  }

  /** Connections watched from accept to end. The following figures are theirs. */
  public long watched() {
    return evidence.watched;
  }

  public long watchedWithData() {
    return evidence.data;
  }

  public long endedByReset() {
    return evidence.endedByReset;
  }

  public long endedByFin() {
    return evidence.endedByFin;
  }

  /** Bytes that the peer sent on them, all together. */
  public long bytesIn() {
    return evidence.bytesIn;
  }

  /** Bytes that the service sent on them, all together. */
  public long bytesOut() {
    return evidence.bytesOut;
  }

  /**
   * Median lifetime, in milliseconds, of those that were silent until the peer's reset; NaN where
   * there was none.
   */
  public double probeMillis() {
    return evidence.probeMillis;
  }

  public PeerVerdict verdict() {
    return verdict;
  }

  /** Why that verdict, in a few words. */
  public String reason() {
    return Judge.reason(verdict, evidence);
  }

  /** The preset, such as {@code @gcp}, whose range the peer is in, or {@code null}. */
  public String preset() {
    return preset;
  }

  /** The line to say, or {@code null} where there is nothing to advise. */
  public String advice() {
    return advice;
  }
}
