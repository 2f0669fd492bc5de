// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/** Checks a port as LVS does: SYN, SYN-ACK, ACK, RST. */
final class Prober {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final InetAddress source;
  private final Set<Integer> ports = new HashSet<>();

  Prober(InetAddress source) {
    this.source = source;
  }

  Sent check(Kind kind, InetSocketAddress service) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(source, 0));
      if (!ports.add(socket.getLocalPort())) {
        return check(kind, service); // the log tells checks apart by their ports
      }
      // With nothing to linger for, close() sends RST where it would have sent FIN.
      socket.setSoLinger(true, 0);
      socket.connect(service, CONNECT_TIMEOUT_MILLIS);
      return new Sent(kind, source.getHostAddress() + ":" + socket.getLocalPort());
    }
  }
}
