// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import com.grack.nanojson.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The agent's state, for people. */
final class StatusText {
  private static final int MOST_PEERS = 20;
  private static final int MOST_IDLE_RULES = 20;

  private final JsonObject state;
  private final String pid;

  StatusText(JsonObject state, String pid) {
    this.state = state;
    this.pid = pid;
  }

  /** Prints it in lines that are no longer than that. */
  void printTo(PrintWriter out, int width) {
    StringWriter page = new StringWriter();
    write(new PrintWriter(page));
    for (String line : page.toString().split("\r?\n", -1)) {
      out.println(Table.cut(line, width));
    }
  }

  private void write(PrintWriter page) {
    page.println(
        "rst-agent "
            + state.getString("version")
            + " in "
            + pid
            + ": "
            + (state.getBoolean("enabled") ? "enabled" : "disabled, does nothing"));
    page.println("list: " + state.getString("allowlist"));
    if (state.getArray("nettys").isEmpty()) {
      page.println("no Netty was found yet");
    }
    for (Object hook : state.getArray("hooks")) {
      page.println(hook);
    }
    page.println(
        "resets: "
            + state.getLong("resets")
            + " = "
            + state.getLong("suppressed")
            + " suppressed + "
            + state.getLong("tagged")
            + " tagged + "
            + state.getLong("observed")
            + " observed + "
            + state.getLong("passed")
            + " passed"
            + nonZero("passedBy"));
    writeCounts(page, "hidden log lines: ", "hiddenEvents");
    writeCounts(page, "log lines that mode=suppress would hide: ", "observedEvents");
    writeCounts(page, "ends of silent connections: ", "silentEnds");
    writeRules(page);
    writePeers(page);
    writeOptions(page);
  }

  /** Prints what was hidden last, the newest below. */
  void printHiddenTo(PrintWriter out) {
    Table table = new Table("TIME", "PEER", "RULE", "MODE", "KIND", "LEVEL", "LOGGER", "TEXT");
    for (Object element : state.getArray("hidden")) {
      JsonObject event = (JsonObject) element;
      table.row(
          event.getString("time"),
          event.getString("peer"),
          event.getString("rule"),
          event.getString("mode"),
          event.getString("kind"),
          event.getString("level"),
          event.getString("logger"),
          event.getString("text"));
    }
    table.printTo(out);
  }

  private void writeCounts(PrintWriter page, String what, String counts) {
    long total = 0;
    for (Object count : state.getObject(counts).values()) {
      total += ((Number) count).longValue();
    }
    if (total > 0) {
      page.println(what + total + nonZero(counts));
    }
  }

  /** The counts above 0, in brackets: {@code (2 reset, 1 fin)}; empty where there are none. */
  private String nonZero(String counts) {
    String nonZero =
        state.getObject(counts).entrySet().stream()
            .filter(count -> ((Number) count.getValue()).longValue() > 0)
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return nonZero.isEmpty() ? "" : " (" + nonZero + ")";
  }

  private void writeRules(PrintWriter page) {
    JsonObject rules = state.getObject("rules");
    if (rules.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            "RULE", "MODE", "#SUPPRESSED", "#TAGGED", "#OBSERVED", "#PASSED", "PEERS", "FROM");
    int idle = 0;
    for (Map.Entry<String, Object> entry : rules.entrySet()) {
      JsonObject rule = (JsonObject) entry.getValue();
      if (isIdle(rule) && ++idle > MOST_IDLE_RULES) {
        continue;
      }
      table.row(
          entry.getKey(),
          rule.getString("mode"),
          rule.getLong("suppressed"),
          rule.getLong("tagged"),
          rule.getLong("observed"),
          rule.getLong("passed"),
          rule.getString("peers"),
          rule.getString("origin") + (rule.getBoolean("inForce") ? "" : ", no longer in force"));
    }
    page.println();
    table.printTo(page);
    if (idle > MOST_IDLE_RULES) {
      page.println("... and more rules that have decided nothing so far");
    }
  }

  private static boolean isIdle(JsonObject rule) {
    return rule.getLong("suppressed")
            + rule.getLong("tagged")
            + rule.getLong("observed")
            + rule.getLong("passed")
        == 0;
  }

  private void writePeers(PrintWriter page) {
    JsonObject peers = state.getObject("peers");
    if (peers.isEmpty()) {
      return;
    }
    Table table = new Table("PEER", "#RESETS", "#EMPTY", "#EVERY", "LOOKS LIKE");
    int shown = 0;
    for (Map.Entry<String, Object> entry : peers.entrySet()) {
      JsonObject peer = (JsonObject) entry.getValue();
      if (++shown > MOST_PEERS) {
        break;
      }
      table.row(
          entry.getKey(),
          peer.getLong("resets") + (peer.getLong("missedAtMost") > 0 ? "+" : ""),
          peer.getLong("silentEnds") == 0 ? "-" : peer.getLong("silentEnds"),
          figure(peer, "periodSeconds", "%.2f s"),
          peer.getString("verdict")
              + (peer.getString("preset").isEmpty() ? "" : ", " + peer.getString("preset")));
    }
    page.println();
    table.printTo(page);
    if (peers.size() > MOST_PEERS) {
      page.println("... and " + (peers.size() - MOST_PEERS) + " more");
    }
    advice().stream().limit(MOST_PEERS).forEach(line -> page.println("vip-file line: " + line));
  }

  /** What to list, each peer once. */
  Set<String> advice() {
    Set<String> lines = new LinkedHashSet<>();
    for (Object peer : state.getObject("peers").values()) {
      lines.add(((JsonObject) peer).getString("advice"));
    }
    lines.remove("");
    return lines;
  }

  private static String figure(JsonObject peer, String key, String format) {
    double value = peer.getDouble(key);
    return value == 0 ? "-" : String.format(Locale.ROOT, format, value);
  }

  private void writeOptions(PrintWriter page) {
    page.println();
    for (Map.Entry<String, Object> option : state.getObject("options").entrySet()) {
      if (!option.getValue().toString().endsWith("(default)")) {
        page.println("option " + option.getKey() + " = " + option.getValue());
      }
    }
  }
}
