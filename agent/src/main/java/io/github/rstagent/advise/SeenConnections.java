// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import java.net.InetAddress;
import java.util.List;

/**
 * The same table and the same verdicts, for somebody who sees every connection from its beginning
 * to its end, as on the wire. For one thread.
 */
public final class SeenConnections {
  private final PeerTable table = new PeerTable(PeerTable.CAPACITY);
  private final PresetRanges presets;
  private long latest;

  /**
   * @param presets that peers are looked up in
   */
  public SeenConnections(PresetRanges presets) {
    this.presets = presets;
  }

  /**
   * An accepted connection is over.
   *
   * @param localPort the server's port
   * @param silent whether the peer has sent nothing
   * @param begun when, in nanoseconds since whenever
   * @param ended when
   */
  public void add(
      InetAddress peer,
      int localPort,
      boolean silent,
      long bytesIn,
      long bytesOut,
      long begun,
      long ended,
      Ending ending) {
    latest = Math.max(latest, ended);
    PeerEntry entry = table.entry(peer, localPort);
    if (ending == Ending.RESET) {
      entry.reset(ended);
    } else {
      entry.endOtherwise(ended);
    }
    entry.ended(silent, bytesIn, bytesOut, ended - begun, ending);
  }

  /** The table, those with the most resets first. */
  public List<PeerReport> reports() {
    return Advisor.reports(table, presets, latest);
  }

  /** How often a peer lost its place in the full table to another one. */
  public long dropped() {
    return table.dropped();
  }
}
