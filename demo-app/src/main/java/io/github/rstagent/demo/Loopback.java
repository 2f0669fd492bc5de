// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The machine's own addresses: each party of the demo has one, and nothing leaves the machine. */
final class Loopback {
  private Loopback() {}

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  /** Linux has all of 127.0.0.0/8, other systems only what they were given. */
  static void require(String literal) throws DemoException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address(literal), 0));
    } catch (IOException e) {
      throw new DemoException(
          "this machine has no address "
              + literal
              + " ("
              + e.getMessage()
              + "); macOS gets it by: sudo ifconfig lo0 alias "
              + literal);
    }
  }
}
