// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.service.LoadService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntConsumer;

/**
 * Threads that connect and reset, as fast as the service takes it: after so many, each waits for
 * the echo of a new connection. Connections are accepted in their order, so all before that one
 * have been, and the kernel's queue never overflows: what it drops would be counted here and not
 * there.
 */
final class ResetSenders {
  private static final int RESETS_PER_ECHO = 200;

  private final InetSocketAddress service;
  private final int threads;
  private final AtomicLongArray sent = new AtomicLongArray(LoadService.KINDS);
  private final AtomicLong echoes = new AtomicLong();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  ResetSenders(InetSocketAddress service, int threads) {
    this.service = service;
    this.threads = threads;
  }

  long sent() {
    long sum = 0;
    for (int kind = 0; kind < LoadService.KINDS; kind++) {
      sum += sent.get(kind);
    }
    return sum;
  }

  long sent(int kind) {
    return sent.get(kind);
  }

  long echoes() {
    return echoes.get();
  }

  void sendOnceFromEach() {
    inParallel(
        thread -> {
          for (int peer = thread; peer < LoadPeers.COUNT; peer += threads) {
            reset(peer);
            pace(thread, peer / threads);
          }
        });
  }

  void sendFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    inParallel(
        thread -> {
          SplittableRandom random = new SplittableRandom(thread);
          for (int i = 1; System.nanoTime() - end < 0; i++) {
            reset(random.nextInt(LoadPeers.COUNT));
            pace(thread, i);
          }
        });
  }

  /** Resets nothing. */
  void echo() {
    for (int i = 0; i < RESETS_PER_ECHO; i++) {
      echo(0, i);
    }
  }

  private void pace(int thread, int count) {
    if (count % RESETS_PER_ECHO == 0) {
      echo(thread, count);
    }
  }

  private void inParallel(IntConsumer work) {
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      Thread sender = new Thread(() -> tryTo(work, number), "reset-sender-" + number);
      sender.setDaemon(true);
      senders.add(sender);
      sender.start();
    }
    for (Thread sender : senders) {
      try {
        sender.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(failures).as("failures of senders, after %s resets", sent()).isEmpty();
  }

  private void tryTo(IntConsumer work, int number) {
    try {
      work.accept(number);
    } catch (Throwable t) {
      failures.add(t);
    }
  }

  private void reset(int peer) {
    connect(LoadPeers.address(peer)).reset();
    sent.incrementAndGet(LoadPeers.kind(peer));
  }

  private void echo(int thread, int count) {
    String text = "echo " + thread + " " + count;
    PeerConnection connection = connect(LoadPeers.client(thread));
    assertThat(connection.send(text).receive(text.length())).isEqualTo(text);
    connection.fin();
    echoes.incrementAndGet();
  }

  private PeerConnection connect(InetAddress from) {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(service, Math.toIntExact(Await.patience().toMillis()));
      return new PeerConnection(socket);
    } catch (IOException e) {
      throw new AssertionError(from + " cannot connect to " + service, e);
    }
  }
}
