// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import io.github.rstagent.benchmarks.programs.EchoService;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An {@link EchoService} in a JVM of its own. */
final class RunningService implements Closeable {
  private static final int UNACCEPTED = 50; // fewer than any backlog

  private final Process process;
  private final BufferedReader answers;
  private final InetSocketAddress address;
  private long connections;

  RunningService(Jvm jvm) throws IOException {
    process = jvm.start();
    answers = Jvm.reader(process);
    address =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), Integer.parseInt(answers.readLine()));
  }

  static Jvm jvm(Settings settings, String... arguments) throws IOException {
    return new Jvm(settings, EchoService.class, arguments)
        .flags("-Xmx256m")
        .with("netty-", "logback-", "slf4j-api");
  }

  long ask(String command) throws IOException {
    process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return Long.parseLong(answers.readLine());
  }

  /** Connects and resets; returns when the service has closed all of the connections. */
  void reset(String peer, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (Socket socket = new Socket()) {
        socket.bind(new InetSocketAddress(peer, 0));
        socket.setSoLinger(true, 0);
        socket.connect(address);
      }
      if (++connections % UNACCEPTED == 0) {
        ask("await " + connections);
      }
    }
  }

  /** CPU time of its threads so far, in nanoseconds. */
  long cpu() throws IOException {
    List<Path> threads;
    try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
      threads = all.toList();
    }
    long sum = 0;
    for (Path thread : threads) {
      try {
        String text = Files.readString(thread.resolve("schedstat"));
        sum += Long.parseLong(text.substring(0, text.indexOf(' ')));
      } catch (NoSuchFileException e) {
        // It has ended meanwhile.
      }
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
