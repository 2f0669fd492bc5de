// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

/** Takes the lines of the advisor's table. */
public interface PeerSink {
  /**
   * One peer at one port of the service.
   *
   * @param peer the address as text
   * @param periodNanos time between two rounds of resets; 0 where they are not regular
   * @param phases how many resets come in one period; 0 where they are not regular
   * @param verdict in a few words, such as {@code health check}
   */
  void peer(String peer, int localPort, long resets, long periodNanos, int phases, String verdict);
}
