// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.rules.Rule;
import java.net.InetAddress;

/**
 * Somebody who wants to know what some peers' connections carry. Called on event loops, by several
 * threads; must neither block nor throw.
 */
public interface Watch {
  /**
   * Asked when a connection is accepted, unless a rule with {@code only=silent} lists the peer.
   *
   * @param rule that decides for the peer, or {@code null}
   * @param localPort -1 where it is unknown
   * @return whether to watch this connection to its end; then {@link #ended} follows, once
   */
  boolean wants(Rule rule, InetAddress peer, int localPort);

  /**
   * A connection that was wanted is over, or cannot be watched any more.
   *
   * @param localPort as it was asked
   * @param silent whether the peer is known to have sent nothing but, at most, the PROXY header of
   *     a check; not where that could not be watched
   * @param bytesIn that the peer sent, as the service's pipeline was given them
   * @param bytesOut that the service handed to the transport
   * @param nanos from accept to now
   */
  void ended(
      InetAddress peer,
      int localPort,
      boolean silent,
      long bytesIn,
      long bytesOut,
      long nanos,
      ConnectionEnd how);
}
