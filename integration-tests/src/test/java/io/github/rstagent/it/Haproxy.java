// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** A real load balancer that checks a service's health ten times a second. */
final class Haproxy implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  private final Process process;
  private final Path log;

  private Haproxy(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * @param check its configuration lines that say how to check
   */
  private static Haproxy checking(
      InetSocketAddress service, Peer source, String check, Path folder) {
    Path log = folder.resolve("haproxy.log");
    try {
      Path configuration =
          Files.writeString(folder.resolve("haproxy.cfg"), configuration(service, source, check));
      return new Haproxy(
          new ProcessBuilder(PROGRAM.toString(), "-db", "-f", configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start(),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(InetSocketAddress service, Peer source, String check) {
    // It refuses to start without a socket to listen on: an abstract one is in nobody's way.
    return """
        global
          maxconn 20
        defaults
          mode tcp
          timeout connect 5s
          timeout client 5s
          timeout server 5s
        listen checks
          bind abns@rst-agent-it-%d
          %s
          server service %s:%d check inter 100ms source %s
        """
        .formatted(
            service.getPort(),
            check,
            service.getAddress().getHostAddress(),
            service.getPort(),
            source.address());
  }

  /**
   * Lets it check a service as {@link Peers#LISTED} until so many of its checks have ended in a
   * reset, and waits for the last check to end.
   */
  static void check(Service service, String how, int times, Path folder) {
    try (Haproxy haproxy = checking(service.address(), Peers.LISTED, how, folder)) {
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
