// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One client with one connection, who wants every echo and notes how long each takes. It rests
 * between two, so that it measures the service and not itself.
 */
final class EchoLatency implements AutoCloseable {
  private static final int CLIENT = 100;
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final InetSocketAddress service;
  private final Thread client = new Thread(this::run, "echo-latency");
  private volatile boolean ending;
  private volatile Throwable failure;
  private long[] nanos = new long[1024];
  private int count;

  EchoLatency(InetSocketAddress service) {
    this.service = service;
    client.setDaemon(true);
    client.start();
  }

  private void run() {
    try {
      PeerConnection connection =
          new Peer(LoadPeers.client(CLIENT).getHostAddress()).connect(service);
      while (!ending) {
        String text = "latency " + count;
        long start = System.nanoTime();
        assertThat(connection.send(text).receive(text.length())).as("echo").isEqualTo(text);
        note(System.nanoTime() - start);
        LockSupport.parkNanos(REST_NANOS);
      }
      connection.fin();
    } catch (Throwable t) {
      failure = t;
    }
  }

  private void note(long took) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = took;
  }

  /** Ends it, and fails where an echo was lost or changed. */
  @Override
  public void close() {
    ending = true;
    Await.until(() -> !client.isAlive(), "the last echo", () -> "");
    assertThat(failure).as("failure of the echo client, after %s echoes", count).isNull();
    Arrays.sort(nanos, 0, count);
  }

  int count() {
    return count;
  }

  /**
   * How long an echo took, in microseconds. Once it is closed.
   *
   * @param quantile 1 for the longest
   */
  long micros(double quantile) {
    int at = Math.min(count - 1, (int) (quantile * count));
    return TimeUnit.NANOSECONDS.toMicros(nanos[at]);
  }
}
