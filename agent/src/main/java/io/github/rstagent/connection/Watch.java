// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.connection;

import java.net.InetAddress;

/**
 * Somebody who wants to know what some peers' connections carry. Called on event loops, by several
 * threads; must neither block nor throw.
 */
public interface Watch {
  /**
   * Asked when a connection is accepted, unless a rule with {@code only=silent} lists the peer.
   *
   * @param localPort -1 where it is unknown
   * @return whether to watch this connection to its end; then {@link #ended} follows, once
   */
  boolean wants(InetAddress peer, int localPort);

  /**
   * A connection that was wanted is over, or cannot be watched any more.
   *
   * @param localPort as it was asked
   * @param bytesIn that the peer sent, as the service's pipeline was given them
   * @param bytesOut that the service handed to the transport
   * @param nanos from accept to now
   */
  void ended(
      InetAddress peer, int localPort, long bytesIn, long bytesOut, long nanos, ConnectionEnd how);
}
