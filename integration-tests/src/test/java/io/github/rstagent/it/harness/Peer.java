// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Somebody who connects from an address of their own. All of 127.0.0.0/8 is there on Linux. */
public record Peer(String address) {

  public PeerConnection connect(InetSocketAddress service) {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(service, Math.toIntExact(Await.patience().toMillis()));
      return new PeerConnection(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(address + " cannot connect to " + service, e);
    }
  }

  /** Waits for connections at its address. */
  public ServerSocket listen() throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(address, 0));
    return server;
  }

  /** What a load balancer does: SYN, SYN-ACK, ACK, RST. */
  public void probe(InetSocketAddress service, int times) {
    for (int i = 0; i < times; i++) {
      connect(service).reset();
    }
  }
}
