// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Clients that want an echo, all at once. */
public final class Clients {
  private static final int MILLIS = Math.toIntExact(Await.patience().toMillis());

  private Clients() {}

  /** How many of so many are served within the time that tests wait for anything. */
  public static int served(InetSocketAddress service, int count) {
    List<Socket> clients = new ArrayList<>();
    int served = 0;
    try {
      for (int i = 0; i < count; i++) {
        Socket client = new Socket();
        clients.add(client);
        client.connect(service, MILLIS);
        client.getOutputStream().write('x');
      }
      long end = System.nanoTime() + MILLIS * 1_000_000L;
      for (Socket client : clients) {
        client.setSoTimeout(Math.max(1, Math.toIntExact((end - System.nanoTime()) / 1_000_000)));
        served += isServed(client) ? 1 : 0;
      }
      return served;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      clients.forEach(Clients::close);
    }
  }

  private static boolean isServed(Socket client) throws IOException {
    try {
      return client.getInputStream().read() == 'x';
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static void close(Socket client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
