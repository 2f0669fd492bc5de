// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A capture on loopback, as text in a file. */
public final class Tcpdump implements AutoCloseable {
  private final Process process;
  private final Path text;
  private final Path log;

  /** Captures what a filter lets through; skips the test where this user cannot. */
  public Tcpdump(Path folder, String filter) throws IOException {
    text = folder.resolve("tcpdump.txt");
    log = folder.resolve("tcpdump.log");
    Process started;
    try {
      started =
          new ProcessBuilder("tcpdump", "-nn", "-l", "-i", "lo", filter)
              .redirectOutput(text.toFile())
              .redirectError(log.toFile())
              .start();
    } catch (IOException e) {
      started = null;
    }
    assumeTrue(started != null, "tcpdump is not installed");
    process = started;
    Await.until(
        () -> !process.isAlive() || read(log).stream().anyMatch(line -> line.contains("listening")),
        "tcpdump to listen",
        () -> String.join("\n", read(log)));
    assumeTrue(process.isAlive(), "tcpdump cannot capture on lo: " + read(log));
  }

  /** What it has printed so far. */
  public List<String> lines() {
    return read(text);
  }

  public Path text() {
    return text;
  }

  private static List<String> read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    Await.until(() -> !process.isAlive(), "the end of tcpdump", () -> "");
  }
}
