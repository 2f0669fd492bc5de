// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

/** Takes the lines of the advisor's table. */
public interface PeerSink {
  /**
   * One peer at one port of the service.
   *
   * @param peer the address as text
   * @param periodNanos mean of the intervals between its resets; 0 where it is not known
   * @param variation their standard deviation over their mean; NaN where it is not known
   * @param verdict in a few words, such as {@code looks like a health check}; empty for none yet
   */
  void peer(
      String peer, int localPort, long resets, long periodNanos, double variation, String verdict);
}
