// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients of the service who go on while something is done to it, and want every echo. */
public final class EchoLoad implements AutoCloseable {
  private static final Peer CLIENT = new Peer("127.0.0.7");
  private static final int ECHOES_PER_CONNECTION = 50;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(4);

  private final List<Thread> clients = new ArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger echoes = new AtomicInteger();
  private volatile boolean ending;

  public EchoLoad(Service service, int threads) {
    for (int i = 0; i < threads; i++) {
      Thread client = new Thread(() -> run(service), "echo-client-" + i);
      client.setDaemon(true);
      clients.add(client);
      client.start();
    }
    awaitMore();
  }

  private void run(Service service) {
    try {
      while (!ending) {
        PeerConnection connection = CLIENT.connect(service.address());
        for (int i = 0; i < ECHOES_PER_CONNECTION && !ending; i++) {
          String sent = "echo-" + (100_000 + echoes.get());
          assertThat(connection.send(sent).receive(sent.length())).as("echo").isEqualTo(sent);
          echoes.incrementAndGet();
          LockSupport.parkNanos(PAUSE); // leaves the processors to what is under test
        }
        connection.fin();
      }
    } catch (Throwable t) {
      failures.add(t);
    }
  }

  /** Waits until the service has answered some more. */
  public void awaitMore() {
    int enough = echoes.get() + 2 * ECHOES_PER_CONNECTION;
    Await.until(
        () -> echoes.get() >= enough || !failures.isEmpty(), "more echoes", failures::toString);
    assertThat(failures).as("failures of clients").isEmpty();
  }

  /** Ends it, and fails where an echo was lost. */
  @Override
  public void close() {
    ending = true;
    for (Thread client : clients) {
      Await.until(() -> !client.isAlive(), "the end of " + client.getName(), failures::toString);
    }
    assertThat(failures).as("failures of clients, after %s echoes", echoes).isEmpty();
  }
}
