// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A peer's end of a connection. */
final class PeerConnection {
  private final Socket socket;

  PeerConnection(Socket socket) {
    this.socket = socket;
  }

  int port() {
    return socket.getLocalPort();
  }

  PeerConnection send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String receive(int length) {
    try {
      socket.setSoTimeout(Math.toIntExact(Await.patience().toMillis()));
      return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with a RST. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with a FIN. */
  void fin() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
