// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.net.InetAddress;

/**
 * Asked about connections of peers that no rule lists but perhaps {@code @auto}, and told of those
 * that carried nothing. On event loops; must neither block nor throw.
 */
public interface ConnectionListener {
  /** Whether a connection that begins is to be watched until its first byte. */
  boolean wants(InetAddress peer, int localPort);

  /**
   * A watched connection is over, and the peer has sent nothing on it but, at most, the PROXY
   * header of a check.
   *
   * @param localPort -1 where it is unknown
   * @param nanos from accept to now
   */
  void silentEnd(InetAddress peer, int localPort, ConnectionEnd how, long nanos);
}
