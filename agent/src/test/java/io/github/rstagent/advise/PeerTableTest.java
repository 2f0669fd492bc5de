// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.rstagent.report.Lists;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeerTableTest {
  private final Random random = new Random(11);

  @Test
  void neverHoldsMoreThanItsCapacity() {
    PeerTable table = new PeerTable(100);
    for (int i = 0; i < 10_000; i++) {
      table.entry(peer(i), 443).add(i);
    }

    assertThat(table.entries()).hasSize(100).doesNotHaveDuplicates();
    assertThat(table.dropped()).isEqualTo(9_900);
    for (PeerEntry entry : table.entries()) {
      assertThat(table.find(entry.peer(), 443)).isSameAs(entry);
    }
    for (int i = 0; i < 9_000; i++) {
      PeerEntry kept = table.find(peer(i), 443);
      assertThat(kept == null || table.entries().contains(kept)).isTrue();
    }
  }

  /** The promises of Space-Saving, whatever comes in whatever order. */
  @Test
  void keepsTheHeaviestAndBoundsWhatItMissed() {
    PeerTable table = new PeerTable(64);
    Map<String, Integer> truth = new HashMap<>();
    int total = 100_000;
    for (int i = 0; i < total; i++) {
      int rank = (int) Math.min(5_000, 1 / (1 - random.nextDouble())); // a long tail
      int port = 1 + rank % 3;
      table.entry(peer(rank), port).add(i);
      truth.merge(key(peer(rank), port), 1, Integer::sum);
    }

    Map<String, PeerEntry> kept = new HashMap<>();
    long weights = 0;
    for (PeerEntry entry : table.entries()) {
      kept.put(key(entry.peer(), entry.localPort()), entry);
      long seen = entry.judge().events;
      int truly = truth.get(key(entry.peer(), entry.localPort()));
      assertThat(seen).isLessThanOrEqualTo(truly);
      assertThat(seen + entry.error()).isGreaterThanOrEqualTo(truly);
      weights += entry.weight();
    }
    assertThat(weights).as("nothing is lost, nothing is counted twice").isEqualTo(total);
    truth.forEach(
        (peer, resets) -> {
          if (resets > total / 64) {
            assertThat(kept).containsKey(peer);
          }
        });
  }

  @Test
  void tellsPortsOfOnePeerApart() {
    PeerTable table = new PeerTable(3);
    for (int port = 1; port <= 3; port++) {
      table.entry(peer(1), port).add(port);
    }
    table.entry(peer(1), 2).add(4);
    table.entry(peer(1), 3).add(5);
    table.entry(peer(1), 4).add(6); // in the place of the first

    assertThat(table.find(peer(1), 1)).isNull();
    assertThat(table.find(peer(1), 2).weight()).isEqualTo(2);
    assertThat(table.find(peer(1), 3).weight()).isEqualTo(2);
    assertThat(table.find(peer(1), 4).weight()).isEqualTo(2);
    assertThat(table.find(peer(1), 4).error()).isEqualTo(1);
  }

  @Test
  void whatIsKeptStaysUntilItIsReleased() {
    PeerTable table = new PeerTable(100);
    PeerEntry light = table.entry(peer(0), 443);
    table.keep(light, true);
    for (int i = 1; i < 10_000; i++) {
      table.entry(peer(i), 443).add(i);
    }
    assertThat(table.find(peer(0), 443)).isSameAs(light);
    assertThat(table.entries()).hasSize(100).doesNotHaveDuplicates();

    table.keep(light, false);
    table.entry(peer(10_000), 443).add(1);
    assertThat(table.find(peer(0), 443)).as("the lightest of all").isNull();
  }

  @Test
  void countsOnceUnderEightThreads() throws InterruptedException {
    PeerTable table = new PeerTable(64);
    List<Thread> threads = new ArrayList<>();
    int each = 20_000;
    for (int t = 0; t < 8; t++) {
      int seed = t;
      Thread thread =
          new Thread(
              () -> {
                Random peers = new Random(seed);
                for (int i = 0; i < each; i++) {
                  table.entry(peer(peers.nextInt(60)), 443).add(i);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    long resets = 0;
    for (PeerEntry entry : table.entries()) {
      resets += entry.judge().events;
    }
    assertThat(resets).isEqualTo(8L * each);
  }

  @Test
  void staysWholeWhileEightThreadsPushOneAnotherOut() throws InterruptedException {
    PeerTable table = new PeerTable(64);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int seed = t;
      Thread thread =
          new Thread(
              () -> {
                Random peers = new Random(seed);
                for (int i = 0; i < 20_000; i++) {
                  table.entry(peer(peers.nextInt(500)), peers.nextInt(3)).add(i);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(table.entries()).hasSize(64).doesNotHaveDuplicates();
    for (PeerEntry entry : table.entries()) {
      assertThat(table.find(entry.peer(), entry.localPort())).isSameAs(entry);
    }
  }

  @Test
  void allocatesNothingForAKnownPeer() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    PeerTable table = new PeerTable(64);
    InetAddress four = Lists.address("10.0.8.3");
    InetAddress six = Lists.address("2001:db8::3");
    long least = Long.MAX_VALUE;
    // The JVM's own one-time allocations fall into some batches, never into all.
    for (int batch = 0; batch < 50; batch++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        table.entry(four, 443).add(i);
        table.entry(six, 443).add(i);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(least).isZero();
  }

  private static InetAddress peer(int number) {
    return Lists.address("10.1." + number / 250 + "." + number % 250);
  }

  private static String key(InetAddress peer, int port) {
    return peer.getHostAddress() + ' ' + port;
  }
}
