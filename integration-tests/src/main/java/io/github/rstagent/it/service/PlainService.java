// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * An echo service that starts in no time, because it has no Netty: it serves one connection at a
 * time.
 *
 * <p>Its argument is {@code control=PORT}, where the test listens; its events are {@code port} and
 * {@code ready}.
 */
public final class PlainService {
  private PlainService() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("service starts");
    ServiceOptions options = new ServiceOptions(arguments);
    ControlLine control = new ControlLine(Integer.parseInt(options.get("control", "")));
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      Thread acceptor = new Thread(() -> serve(server), "acceptor");
      acceptor.start();
      control.say("port " + server.getLocalPort());
      control.say("ready");
      control.nextCommand(); // quit
    } finally {
      control.close();
    }
    System.out.println("service ends");
  }

  private static void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        InputStream in = connection.getInputStream();
        OutputStream out = connection.getOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
          out.write(b);
        }
      } catch (IOException e) {
        // The client has reset, or the service ends.
      }
    }
  }
}
