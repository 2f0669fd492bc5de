// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** One event of a service's log: its line, and the stack trace below it if there is one. */
final class LogEntry {
  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d[.,]\\d{3} ");

  /** By class, not by text: the text differs by JDK, platform and language. */
  private static final Pattern READ_FAILED =
      Pattern.compile("java\\.(io\\.IOException|net\\.SocketException): .*");

  private final List<String> lines;

  private LogEntry(List<String> lines) {
    this.lines = Collections.unmodifiableList(lines);
  }

  /** Divides a log into its events; each begins with a time, which is left out. */
  static List<LogEntry> parse(List<String> log) {
    List<LogEntry> entries = new ArrayList<>();
    List<String> current = new ArrayList<>();
    for (String line : log) {
      boolean head = TIME.matcher(line).lookingAt();
      if (head && !current.isEmpty()) {
        entries.add(new LogEntry(current));
        current = new ArrayList<>();
      }
      current.add(head ? TIME.matcher(line).replaceFirst("") : line);
    }
    if (!current.isEmpty()) {
      entries.add(new LogEntry(current));
    }
    return entries;
  }

  List<String> lines() {
    return lines;
  }

  boolean names(String peer) {
    return Pattern.compile(Pattern.quote(peer) + "(?!\\d)").matcher(lines.get(0)).find();
  }

  boolean isReset() {
    return lines.size() > 1 && READ_FAILED.matcher(lines.get(1)).matches();
  }

  long bytes() {
    return lines.stream().mapToLong(line -> line.getBytes(UTF_8).length + 1).sum();
  }

  boolean hasTrace() {
    return lines.stream().anyMatch(line -> line.startsWith("\tat "));
  }
}
