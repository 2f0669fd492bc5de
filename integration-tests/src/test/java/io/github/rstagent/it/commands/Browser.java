// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.commands;

import io.github.rstagent.it.harness.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Chromium without a window. Its way to the network is a proxy that answers nothing, and knows who
 * has asked.
 */
final class Browser implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private static final Pattern ITS_OWN =
      Pattern.compile("^\\w+ (http://)?[\\w.-]+\\.(google|googleapis|gvt1|gstatic)\\.com[:/]");

  private final Path folder;
  private final ServerSocket proxy;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  Browser(Path folder) throws IOException {
    this.folder = folder;
    proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread listener = new Thread(this::listen, "proxy");
    listener.setDaemon(true);
    listener.start();
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  private void listen() {
    while (!proxy.isClosed()) {
      try (Socket client = proxy.accept()) {
        byte[] first = new byte[512];
        int length = Math.max(0, client.getInputStream().read(first));
        requests.add(
            new String(first, 0, length, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("a connection"));
      } catch (IOException e) {
        // Closed: the test is over, or the browser is.
      }
    }
  }

  /** The first lines of all requests that it wanted to make, apart from those to its maker. */
  List<String> requests() {
    return requests.stream().filter(request -> !ITS_OWN.matcher(request).find()).toList();
  }

  /** The document as it is once it has been loaded. */
  String dom(Path page, String... more) {
    return run(page, List.of("--dump-dom"), more);
  }

  /** A picture of the top of the page. */
  Path screenshot(Path page, String name, String... more) {
    Path picture = folder.resolve(name);
    run(page, List.of("--screenshot=" + picture), more);
    return picture;
  }

  private String run(Path page, List<String> what, String... more) {
    List<String> line = new ArrayList<>();
    line.add(PROGRAM.toString());
    line.addAll(
        List.of(
            "--headless",
            "--no-sandbox", // as root, as in containers, it refuses to start otherwise
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + folder.resolve("profile"),
            "--proxy-server=127.0.0.1:" + proxy.getLocalPort(),
            "--proxy-bypass-list=<-loopback>"));
    line.addAll(what);
    line.addAll(List.of(more));
    line.add(page.toUri().toString());
    try {
      Path out = Files.createTempFile(folder, "chromium", ".out");
      Path err = Files.createTempFile(folder, "chromium", ".err");
      Process process =
          new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      boolean ended = process.waitFor(Await.patience().toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError("Chromium has failed:\n" + Files.readString(err));
      }
      return Files.readString(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    proxy.close();
  }
}
