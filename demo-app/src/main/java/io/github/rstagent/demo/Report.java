// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Both runs on one page of 100 columns. */
final class Report {
  private static final int COLUMN = 48;
  private static final int MOST_BROKEN = 6;
  private static final int SECONDS_A_DAY = 86_400;

  private final Options options;
  private final Side without;
  private final Side with;
  private final List<String> broken;
  private final List<Line> page = new ArrayList<>();

  Report(Options options, Side without, Side with, List<String> broken) {
    this.options = options;
    this.without = without;
    this.with = with;
    this.broken = broken;
  }

  List<Line> lines() {
    head();
    if (options.full) {
      wholeLogs();
    } else {
      columns();
    }
    agentLines();
    counts();
    verdict();
    return page;
  }

  private void head() {
    page.add(
        Line.of(Style.BOLD, "The same Netty service twice")
            .then(Style.PLAIN, options.tls ? ", with TLS, " : ", ")
            .then(Style.PLAIN, "the same traffic; the service's own log")
            .then(Style.PLAIN, options.full ? "" : ", its times cut off"));
    page.add(
        Line.of(
            Style.PLAIN, "The agent's flag: -javaagent:rst-agent.jar=" + options.agentOptions()));
    if (options.mode.equals("tag")) {
      page.add(Line.of(Style.PLAIN, "The log's pattern: an everyday one plus {%X}, the MDC"));
    }
    page.add(Line.EMPTY);
  }

  private void wholeLogs() {
    page.add(Line.rule(Style.BOLD, "without rst-agent"));
    without.log().forEach(line -> page.add(Line.of(Style.PLAIN, line.replace("\t", "    "))));
    page.add(Line.rule(Style.BOLD, "with rst-agent"));
    with.log().forEach(line -> page.add(Line.of(Style.PLAIN, line.replace("\t", "    "))));
  }

  private void columns() {
    row(Line.of(Style.BOLD, "without the agent"), Line.of(Style.BOLD, "with the agent"));
    page.add(Line.rule(Style.DIM, "start"));
    rows(
        LogColumn.of(COLUMN, Arrays.asList(without.entriesOfNone())),
        LogColumn.of(COLUMN, Arrays.asList(with.entriesOfNone())));
    int from = 0;
    while (from < without.sent().size()) {
      Kind kind = without.sent().get(from).kind;
      int to = from;
      while (to < without.sent().size() && without.sent().get(to).kind == kind) {
        to++;
      }
      page.add(Line.rule(Style.CYAN, title(kind, to - from)));
      rows(column(without, from, to), column(with, from, to));
      from = to;
    }
  }

  private String title(Kind kind, int connections) {
    switch (kind) {
      case ECHO:
        return "a client at " + Traffic.CLIENT + ": sends a line, gets it back, closes";
      case CHECK:
        return connections
            + (connections == 1 ? " health check from " : " health checks from ")
            + Traffic.CHECKER
            + (options.auto
                ? ", which @auto has found: connect, RST"
                : ", which is listed: connect, RST");
      case LEARNING:
        return connections
            + " health checks from "
            + Traffic.CHECKER
            + ", until @auto has found it: connect, RST";
      case FAILURE:
        return "a client at " + Traffic.STRANGER + ", not listed: sends a line, gets it back, RST";
    }
    throw new AssertionError(kind);
  }

  private static List<Line> column(Side side, int from, int to) {
    return LogColumn.of(
        COLUMN, side.sent().subList(from, to).stream().map(side::entriesOf).collect(toList()));
  }

  private void rows(List<Line> left, List<Line> right) {
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      row(i < left.size() ? left.get(i) : Line.EMPTY, i < right.size() ? right.get(i) : Line.EMPTY);
    }
  }

  private void row(Line left, Line right) {
    page.add(left.padTo(COLUMN).then(Style.DIM, right.length() == 0 ? " │" : " │ ").then(right));
  }

  private void agentLines() {
    page.add(Line.rule(Style.BOLD, "what the agent itself said, on stderr"));
    page.addAll(LogColumn.wrap(Line.WIDTH, Style.CYAN, with.agentLines()));
    List<String> more = new ArrayList<>(with.otherErrors());
    more.removeAll(without.otherErrors());
    page.addAll(LogColumn.wrap(Line.WIDTH, Style.RED, more));
  }

  private void counts() {
    page.add(
        Line.rule(
            Style.BOLD, "counts                                             without      with"));
    if (options.auto) {
      count("health checks until @auto has found " + Traffic.CHECKER, Kind.LEARNING);
      shown("  their resets in the log", Kind.LEARNING);
    }
    count("health checks sent from " + Traffic.CHECKER, Kind.CHECK);
    shown("  their resets in the log", Kind.CHECK);
    if (without.otherEntries(Kind.CHECK) > 0) {
      count(
          "  other events about them in the log",
          without.otherEntries(Kind.CHECK),
          with.otherEntries(Kind.CHECK));
    }
    count("resets sent by a client, from " + Traffic.STRANGER, Kind.FAILURE);
    shown("  in the log", Kind.FAILURE);
    count("lines of log", without.log().size(), with.log().size());
    count("stack traces", without.traces(), with.traces());
    count("bytes of log", without.bytes(), with.bytes());
    count("lines of the agent's own", 0, with.agentLines().size());
  }

  private void count(String what, Kind kind) {
    count(what, without.sent(kind).size(), with.sent(kind).size());
  }

  private void shown(String what, Kind kind) {
    count(what, without.resetsShown(kind), with.resetsShown(kind));
  }

  private void count(String what, long left, long right) {
    page.add(
        Line.of(Style.PLAIN, String.format(Locale.ROOT, "   %-45s %,12d", what, left))
            .then(Style.BOLD, String.format(Locale.ROOT, " %,9d", right)));
  }

  private void verdict() {
    page.add(Line.EMPTY);
    if (!broken.isEmpty()) {
      page.addAll(LogColumn.wrap(Line.WIDTH, Style.RED, firstOf(broken)));
      return;
    }
    page.addAll(LogColumn.wrap(Line.WIDTH, Style.GREEN, kept()));
    if (options.mode.equals("suppress")) {
      page.addAll(LogColumn.wrap(Line.WIDTH, Style.PLAIN, remarks()));
    }
  }

  private static List<String> firstOf(List<String> broken) {
    if (broken.size() <= MOST_BROKEN) {
      return broken;
    }
    List<String> first = new ArrayList<>(broken.subList(0, MOST_BROKEN));
    first.add("… and " + (broken.size() - MOST_BROKEN) + " more of this");
    return first;
  }

  private List<String> kept() {
    int checks = with.sent(Kind.CHECK).size();
    String stranger =
        "the one from " + Traffic.STRANGER + " is there as without the agent, line for line.";
    switch (options.mode) {
      case "suppress":
        return Arrays.asList(
            "Of "
                + checks
                + " resets from "
                + Traffic.CHECKER
                + (options.auto ? ", once it was found," : "")
                + " none is in the log;",
            stranger);
      case "tag":
        return Arrays.asList(
            "Of " + checks + " resets from " + Traffic.CHECKER + " all carry note and MDC keys;",
            stranger);
      default:
        return Arrays.asList("Nothing was changed: both logs say the same.");
    }
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        String.format(
            Locale.ROOT,
            "One such check a second: %,d MB of log a day without the agent, %,d MB with it.",
            megabytesADay(without),
            megabytesADay(with)));
    long others = with.otherEntries(Kind.CHECK);
    if (others > 0) {
      remarks.add(
          others
              + " failed handshakes remain: after a reset SslHandler fires an event, which this"
              + " service logs. That is no reset; scope=connection hides them, too:"
              + " ./demo --tls --scope connection");
    }
    return remarks;
  }

  private static long megabytesADay(Side side) {
    List<Sent> checks = side.sent(Kind.CHECK);
    long bytes =
        checks.stream()
            .flatMap(check -> side.entriesOf(check).stream())
            .mapToLong(LogEntry::bytes)
            .sum();
    return Math.round((double) bytes / checks.size() * SECONDS_A_DAY / 1e6);
  }
}
