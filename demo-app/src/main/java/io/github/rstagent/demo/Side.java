// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;

/** One of the two services after its run: what was sent to it and what it wrote. */
final class Side {
  private static final String AGENT_PREFIX = "[rst-agent] ";

  private final List<Sent> sent;
  private final List<String> log;
  private final List<String> errors;
  private final List<LogEntry> entries;

  Side(List<Sent> sent, List<String> log, List<String> errors) {
    this.sent = sent;
    this.log = log;
    this.errors = errors;
    this.entries = LogEntry.parse(log);
  }

  List<Sent> sent() {
    return sent;
  }

  List<Sent> sent(Kind kind) {
    return sent.stream().filter(connection -> connection.kind == kind).collect(toList());
  }

  List<String> log() {
    return log;
  }

  List<LogEntry> entriesOf(Sent connection) {
    return entries.stream().filter(entry -> entry.names(connection.peer)).collect(toList());
  }

  /** What no connection explains, as the line that says that the service has started. */
  List<LogEntry> entriesOfNone() {
    List<LogEntry> none = new ArrayList<>(entries);
    sent.forEach(connection -> none.removeAll(entriesOf(connection)));
    return none;
  }

  /** How many of these connections the log shows as reset. */
  long resetsShown(Kind kind) {
    return sent(kind).stream().filter(this::showsReset).count();
  }

  boolean showsReset(Sent connection) {
    return entriesOf(connection).stream().anyMatch(LogEntry::isReset);
  }

  /** Events about these connections that are no resets, as a failed handshake. */
  long otherEntries(Kind kind) {
    return sent(kind).stream()
        .flatMap(connection -> entriesOf(connection).stream())
        .filter(entry -> !entry.isReset())
        .count();
  }

  long traces() {
    return entries.stream().filter(LogEntry::hasTrace).count();
  }

  int bytes() {
    return log.stream().mapToInt(line -> line.getBytes(UTF_8).length + 1).sum();
  }

  List<String> agentLines() {
    return errors.stream().filter(line -> line.startsWith(AGENT_PREFIX)).collect(toList());
  }

  /** What stderr holds besides: warnings of the JVM. */
  List<String> otherErrors() {
    return errors.stream().filter(line -> !line.startsWith(AGENT_PREFIX)).collect(toList());
  }
}
