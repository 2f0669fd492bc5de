// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A running JVM and what it has printed. */
public final class ForkedJvm implements AutoCloseable {
  private final JvmCommand command;
  private final Process process;
  private final CapturedStream stdout;
  private final CapturedStream stderr;

  /**
   * @param stderrIsRead false where nothing is to be taken out of it
   */
  ForkedJvm(JvmCommand command, Process process, boolean stderrIsRead) {
    this.command = command;
    this.process = process;
    stdout = new CapturedStream("stdout of " + process.pid(), process.getInputStream());
    stderr =
        new CapturedStream("stderr of " + process.pid(), process.getErrorStream(), !stderrIsRead);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public CapturedStream stdout() {
    return stdout;
  }

  public CapturedStream stderr() {
    return stderr;
  }

  public void awaitLine(CapturedStream stream, Predicate<String> wanted, String what) {
    Await.until(
        () -> stream.lines().stream().anyMatch(wanted) || stream.hasEnded(), what, () -> "");
    if (stream.lines().stream().noneMatch(wanted)) {
      throw new AssertionError("The JVM has ended without " + what);
    }
  }

  /** From now on its stderr takes nothing more, as if its reader were stuck. */
  public void fillStderr() {
    stderr.stopReading();
    FullPipe.fill(this, 2);
  }

  /** As above, its stdout. */
  public void fillStdout() {
    stdout.stopReading();
    FullPipe.fill(this, 1);
  }

  /** Closes the reading end of its stdout, as {@code head} does after its last line. */
  public void closeStdout() {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, as an init system does. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the end of the process alone: its streams may be left unread. */
  public void awaitEnd() {
    Await.until(() -> !process.isAlive(), "the end of the process", () -> "");
  }

  /** Waits for the end of the process and of its streams, so that nothing can come later. */
  public FinishedJvm awaitExit() {
    Await.until(
        () -> !process.isAlive() && stdout.hasEnded() && stderr.hasEnded(),
        "the end of the process",
        () -> "");
    return new FinishedJvm(process.exitValue(), stdout.lines(), stderr.lines(), stdout.raw());
  }

  public String transcript() {
    return "---- "
        + command
        + "\n"
        + Stream.concat(tagged("out", stdout), tagged("err", stderr))
            .sorted(Comparator.comparing(Tagged::at))
            .map(Tagged::text)
            .collect(Collectors.joining("\n"))
        + "\n---- "
        + (process.isAlive() ? "running" : "exit code " + process.exitValue());
  }

  private static Stream<Tagged> tagged(String tag, CapturedStream stream) {
    List<CapturedStream.Line> lines = stream.timedLines();
    return lines.stream().map(line -> new Tagged(line.at(), tag + "| " + line.text()));
  }

  private record Tagged(Instant at, String text) {}

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroyForcibly();
    }
    try {
      if (!process.waitFor(Await.patience().toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("Process " + pid() + " survives being killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
