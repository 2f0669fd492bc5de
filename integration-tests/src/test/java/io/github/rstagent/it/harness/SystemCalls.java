// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JVM asks of the kernel, as {@code strace} writes it down. */
public final class SystemCalls {
  /** Whatever makes, changes or removes a file, and whatever makes or uses a socket's name. */
  private static final String TRACED =
      "trace=open,openat,openat2,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,"
          + "link,linkat,symlink,symlinkat,truncate,socket,bind,listen,connect";

  private final Path log;

  public SystemCalls(Path log) {
    this.log = log;
  }

  public static boolean canBeTraced() {
    return isInstalled("strace");
  }

  public static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** What the JVM is to be run under. */
  public String[] strace() {
    return new String[] {"strace", "-D", "-f", "-q", "-o", log.toString(), "-e", TRACED};
  }

  /**
   * Those by which something is written, made or reached: sorted, without what is of one run.
   *
   * @param pid of the JVM, which has ended; the tracer writes for a moment longer
   */
  public List<String> withEffect(long pid) throws IOException {
    Pattern end = Pattern.compile("^" + pid + " +\\+\\+\\+ (exited|killed) .*");
    Await.until(
        () -> read().stream().anyMatch(end.asMatchPredicate()), "the end of strace", () -> "");
    return read().stream()
        .map(line -> line.replaceFirst("^\\d+ +", ""))
        .filter(line -> !line.startsWith("open") || line.matches(".*O_(WRONLY|RDWR|CREAT).*"))
        .filter(line -> !line.startsWith("<...") && !line.matches("(---|\\+\\+\\+).*"))
        // What a JVM of the same process id has left, whose attach mechanism had been used.
        .filter(line -> !line.contains("/.java_pid"))
        .map(line -> line.replaceFirst("( <unfinished \\.\\.\\.>|\\) += .*)$", ""))
        .map(line -> line.replaceAll("\\d+", "N"))
        .sorted()
        .toList();
  }

  private List<String> read() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
