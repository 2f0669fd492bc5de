// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import javax.net.ssl.SSLSocketFactory;

/** A client that works with the service: it sends a line and reads it back. */
final class EchoClient {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final byte[] LINE = "order 4711\n".getBytes(US_ASCII);

  private final InetAddress source;
  private final SSLSocketFactory tls;

  /**
   * @param tls null for a plain connection
   */
  EchoClient(InetAddress source, SSLSocketFactory tls) {
    this.source = source;
    this.tls = tls;
  }

  Sent echo(InetSocketAddress service) throws IOException {
    try (Socket connection = connect(service);
        Socket session = session(connection, service)) {
      exchange(session);
      return new Sent(Kind.ECHO, nameOf(connection));
    }
  }

  Sent echoThenReset(InetSocketAddress service) throws IOException {
    try (Socket connection = connect(service)) {
      exchange(session(connection, service));
      // The connection is closed below its TLS session, which therefore gets no close_notify.
      connection.setSoLinger(true, 0);
      return new Sent(Kind.FAILURE, nameOf(connection));
    }
  }

  private Socket connect(InetSocketAddress service) throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(source, 0));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(service, TIMEOUT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket session(Socket connection, InetSocketAddress service) throws IOException {
    return tls == null
        ? connection
        : tls.createSocket(connection, service.getHostString(), service.getPort(), true);
  }

  private static void exchange(Socket session) throws IOException {
    session.getOutputStream().write(LINE);
    session.getOutputStream().flush();
    byte[] echo = new byte[LINE.length];
    new DataInputStream(session.getInputStream()).readFully(echo);
    if (!Arrays.equals(echo, LINE)) {
      throw new IOException("the service echoed something else than it was sent");
    }
  }

  private String nameOf(Socket connection) {
    return source.getHostAddress() + ":" + connection.getLocalPort();
  }
}
