// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The connection to the test: one event a line out, one command a line in. It is a socket of its
 * own because stdout and stderr belong to the service and are compared byte by byte.
 */
final class ControlLine implements Closeable {
  private final Socket socket;
  private final BufferedReader commands;
  private final PrintWriter events;

  ControlLine(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    commands =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    events =
        new PrintWriter(
            new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), false);
  }

  void say(String event) {
    synchronized (events) {
      events.write(event + "\n");
      events.flush();
    }
  }

  /** Returns null when the test is gone. */
  String nextCommand() throws IOException {
    return commands.readLine();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
