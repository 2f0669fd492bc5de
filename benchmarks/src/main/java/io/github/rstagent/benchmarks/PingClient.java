// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Asks an HTTP server that answers {@code pong}. */
final class PingClient implements Client {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
  private static final String END = "pong";

  private final Socket socket;
  private final byte[] answer = new byte[1024];

  PingClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
  }

  @Override
  public void request() throws IOException {
    socket.getOutputStream().write(REQUEST);
    int length = 0;
    while (!new String(answer, 0, length, US_ASCII).endsWith(END)) {
      int read = socket.getInputStream().read(answer, length, answer.length - length);
      if (read < 0) {
        throw new EOFException("no whole answer");
      }
      length += read;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
