// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.advise.PeerReport;
import io.github.rstagent.rules.AddressText;

/** An unlisted peer that resets, as the advisor sees it. Immutable; public for JMX. */
public final class PeerState {
  private final PeerReport report;

  public PeerState(PeerReport report) {
    this.report = report;
  }

  public String getPeer() {
    return AddressText.of(report.peer());
  }

  /** The service's port; -1 where it is unknown. */
  public int getLocalPort() {
    return report.localPort();
  }

  public long getResets() {
    return report.resets();
  }

  /** How many more there may have been before the table had room for this peer. */
  public long getMissedAtMost() {
    return report.missedAtMost();
  }

  /** Mean time between two resets; 0 where it is not known. */
  public double getPeriodSeconds() {
    return known(report.periodSeconds());
  }

  /** Coefficient of variation of that time; 0 where it is not known. */
  public double getVariation() {
    return known(report.variation());
  }

  /** Connections that were watched from accept to end. */
  public long getWatched() {
    return report.watched();
  }

  /** Bytes that the peer sent on those. */
  public long getBytesIn() {
    return report.bytesIn();
  }

  /** Bytes that the service sent on those. */
  public long getBytesOut() {
    return report.bytesOut();
  }

  /** Median lifetime of those that were silent until the reset; 0 where there was none. */
  public double getLifeMillis() {
    return known(report.probeMillis());
  }

  /** What the advisor takes the peer for. */
  public String getVerdict() {
    return report.verdict().text();
  }

  /** Why. */
  public String getReason() {
    return report.reason();
  }

  /** The preset in whose range the peer is; empty for none. */
  public String getPreset() {
    return report.preset() == null ? "" : report.preset();
  }

  /** The line that silences the peer; empty where there is nothing to advise. */
  public String getAdvice() {
    return report.advice() == null ? "" : report.advice();
  }

  private static double known(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
