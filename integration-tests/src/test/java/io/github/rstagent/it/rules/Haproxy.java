// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** A real load balancer that checks a service's health ten times a second. */
final class Haproxy implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  /** Each refuses to start without a socket to listen on: an abstract one is in nobody's way. */
  private static final String NOWHERE = "abns@rst-agent-it-";

  private static final String EVERY_100_MS = "check inter 100ms ";

  private final Process process;
  private final Path log;
  private final InetSocketAddress front; // null: nobody comes by

  private Haproxy(Process process, Path log, InetSocketAddress front) {
    this.process = process;
    this.log = log;
    this.front = front;
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * Passes clients' connections on, as {@link Peers#LISTED}, and their resets as resets.
   *
   * @param options of the server line
   */
  static Haproxy inFrontOf(Service service, String options, Path folder) throws IOException {
    InetSocketAddress front;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      front = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
    }
    String bind = front.getAddress().getHostAddress() + ":" + front.getPort();
    return start(configuration(service, bind, "option nolinger", options), front, folder);
  }

  /** A client's connection, as soon as it listens. */
  PeerConnection accept(Peer client) {
    PeerConnection[] connection = new PeerConnection[1];
    Await.until(
        () -> {
          try {
            connection[0] = client.connect(front);
          } catch (UncheckedIOException e) {
            return false;
          }
          return true;
        },
        "HAProxy to listen",
        this::output);
    return connection[0];
  }

  private static Haproxy start(String configuration, InetSocketAddress front, Path folder) {
    try {
      Path log = Files.createTempFile(folder, "haproxy", ".log");
      Path file = Files.writeString(Files.createTempFile(folder, "haproxy", ".cfg"), configuration);
      return new Haproxy(
          new ProcessBuilder(PROGRAM.toString(), "-db", "-f", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start(),
          log,
          front);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(Service service, String bind, String more, String options) {
    return """
        global
          maxconn 20
        defaults
          mode tcp
          timeout connect 5s
          timeout client 5s
          timeout server 5s
        listen checks
          bind %s
          %s
          server service %s:%d %s source %s
        """
        .formatted(
            bind,
            more,
            service.address().getAddress().getHostAddress(),
            service.address().getPort(),
            options,
            Peers.LISTED.address());
  }

  /**
   * Lets it check a service as {@link Peers#LISTED} until so many of its checks have ended in a
   * reset, and waits for the last check to end.
   *
   * @param how configuration lines that say how to check
   * @param options of the server line, about checks
   */
  static void check(Service service, String how, String options, int times, Path folder) {
    String nowhere = NOWHERE + service.address().getPort();
    String configuration = configuration(service, nowhere, how, EVERY_100_MS + options);
    try (Haproxy haproxy = start(configuration, null, folder)) {
      // Twice as often: some checks close without a failed read, about one in ten was seen to.
      haproxy.awaitChecks(() -> service.events("inactive").size() >= 2 * times);
    }
    // Accepted after every check that may still wait to be.
    PeerConnection last = new Peer("127.0.0.1").connect(service.address());
    last.fin();
    service.awaitActive(last);
    service.awaitClosed(service.events("active").size());
  }

  private void awaitChecks(BooleanSupplier enough) {
    Await.until(
        () -> enough.getAsBoolean() || !process.isAlive(), "checks of HAProxy", this::output);
    if (!enough.getAsBoolean()) {
      throw new AssertionError("HAProxy has ended:\n" + output());
    }
  }

  private String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    Await.until(() -> !process.isAlive(), "the end of HAProxy", () -> "");
  }
}
