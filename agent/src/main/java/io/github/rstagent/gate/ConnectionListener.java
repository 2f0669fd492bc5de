// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.net.InetAddress;

/** Told of connections that carried nothing. On event loops; must neither block nor throw. */
public interface ConnectionListener {
  /**
   * A connection of a peer that no rule lists is over, and the peer has sent nothing on it but, at
   * most, the PROXY header of a check.
   *
   * @param localPort -1 where it is unknown
   * @param nanos from accept to now
   */
  void silentEnd(InetAddress peer, int localPort, ConnectionEnd how, long nanos);
}
