// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Clients that ask without a pause, while health checks connect and reset. */
final class SteadyLoad {
  private static final int CLIENTS = 8;

  private final double perSecond;
  private final Samples micros;

  private SteadyLoad(double seconds, Samples micros) {
    this.micros = micros;
    perSecond = micros.size() / seconds;
  }

  /** Loads a service for so long. */
  static SteadyLoad on(ServiceJvm service, double seconds, int checksPerSecond)
      throws IOException, InterruptedException, ExecutionException {
    ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      Future<?> checks =
          checker.scheduleAtFixedRate(
              () -> check(service.port()), 0, 1_000_000 / checksPerSecond, TimeUnit.MICROSECONDS);
      long end = System.nanoTime() + (long) (seconds * 1e9);
      List<Callable<List<Double>>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(() -> ask(service, end));
      }
      Samples micros = new Samples();
      for (Future<List<Double>> client : threads.invokeAll(clients)) {
        client.get().forEach(micros::add);
      }
      if (checks.isDone()) {
        checks.get(); // throws what a check has thrown
      }
      return new SteadyLoad(seconds, micros);
    } finally {
      threads.shutdown();
      checker.shutdown();
    }
  }

  private static List<Double> ask(ServiceJvm service, long end) throws IOException {
    List<Double> micros = new ArrayList<>();
    try (Client client = service.connect()) {
      long before = System.nanoTime();
      while (before < end) {
        client.request();
        long after = System.nanoTime();
        micros.add((after - before) / 1e3);
        before = after;
      }
    }
    return micros;
  }

  private static void check(int port) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(Agents.LISTED, 0));
      socket.setSoLinger(true, 0);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double perSecond() {
    return perSecond;
  }

  /** So long 99 of 100 requests take at most. */
  double p99Micros() {
    return micros.quantile(0.99);
  }
}
