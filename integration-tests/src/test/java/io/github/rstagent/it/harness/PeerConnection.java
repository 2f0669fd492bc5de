// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A peer's end of a connection. */
public final class PeerConnection {
  private final Socket socket;

  public PeerConnection(Socket socket) {
    this.socket = socket;
  }

  public int port() {
    return socket.getLocalPort();
  }

  public PeerConnection send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String receive(int length) {
    try {
      socket.setSoTimeout(Math.toIntExact(Await.patience().toMillis()));
      return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with a RST. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with a FIN. */
  public void fin() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
