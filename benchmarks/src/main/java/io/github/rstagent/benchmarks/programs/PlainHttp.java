// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;

/** The JDK's own HTTP server, on loopback, for one request. */
public final class PlainHttp {
  private PlainHttp() {}

  public static void main(String[] arguments) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    URL url = new URL("http", loopback.getHostAddress(), server.getAddress().getPort(), "/");
    int status = ((HttpURLConnection) url.openConnection()).getResponseCode();
    server.stop(0);
    System.out.println("status " + status);
  }
}
