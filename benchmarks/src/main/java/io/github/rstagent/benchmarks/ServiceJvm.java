// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A service in a JVM of its own, which has given its first answer. */
final class ServiceJvm implements Closeable {
  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private final Process process;
  private final RealService service;
  private final int port;
  private final double readyMillis;
  private final double cpuMillis;

  /**
   * @param flags of an agent, or none
   */
  ServiceJvm(Settings settings, RealService service, List<String> flags) throws IOException {
    this.service = service;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx512m");
    line.addAll(flags);
    line.addAll(service.program(settings));
    line.add(String.valueOf(port));
    long before = System.nanoTime();
    process =
        new ProcessBuilder(line)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try (Client client = firstClient()) {
      client.request();
    }
    readyMillis = (System.nanoTime() - before) / 1e6;
    cpuMillis = process.info().totalCpuDuration().orElseThrow().toMillis();
  }

  private Client firstClient() throws IOException {
    while (process.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return connect();
      } catch (ConnectException e) {
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
    throw new IOException("exit code " + process.exitValue());
  }

  Client connect() throws IOException {
    return service.connect(port);
  }

  int port() {
    return port;
  }

  /** From the start of the JVM to the first answer. */
  double readyMillis() {
    return readyMillis;
  }

  /** Of the process, until then. */
  double cpuMillis() {
    return cpuMillis;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
