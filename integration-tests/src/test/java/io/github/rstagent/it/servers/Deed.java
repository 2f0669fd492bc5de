// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;

/**
 * What somebody does to a server, over and over. Strangers come last: what was hidden before must
 * not touch them.
 */
enum Deed {
  LISTED_RST(true, "", true),
  LISTED_FIN(true, "", false),
  /** Half a request; on a port with TLS, no TLS at all. */
  LISTED_DATA_RST(true, "GET / HTTP/1.1\r\n", true),
  LISTED_DATA_FIN(true, "GET / HTTP/1.1\r\n", false),
  /** The beginning of a ClientHello, which a handler for TLS keeps until there is more. */
  LISTED_HELLO_RST(true, "\u0016\u0003\u0001\u0002", true),
  STRANGER_RST(false, "", true),
  STRANGER_FIN(false, "", false);

  private final boolean listed;
  private final String bytes;
  private final boolean reset;

  /**
   * @param bytes that are sent before the end; none, if it is a probe
   * @param reset whether the end is a RST, and not a FIN
   */
  Deed(boolean listed, String bytes, boolean reset) {
    this.listed = listed;
    this.bytes = bytes;
    this.reset = reset;
  }

  Peer peer() {
    return listed ? Peers.LISTED : Peers.STRANGER;
  }

  boolean isProbe() {
    return bytes.isEmpty();
  }

  String bytes() {
    return bytes;
  }

  void end(PeerConnection connection) {
    if (reset) {
      connection.reset();
    } else {
      connection.fin();
    }
  }
}
