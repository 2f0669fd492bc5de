// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.StormGuard;
import io.github.rstagent.rules.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an allowlist would have done to the resets of a capture, had it been in force. */
public final class Rehearsal {
  /** Clients of whom it is said one by one what is shown. */
  private static final int CLIENTS = 1_024;

  private final Allowlist list;
  private final StormGuard storms = new StormGuard();
  private final Counts[] counts; // of each rule, and of no rule
  private final Map<String, Integer> shown = new LinkedHashMap<>();
  private long shownOfOthers;

  public Rehearsal(Allowlist list) {
    this.list = list;
    this.counts = new Counts[list.size() + 1];
  }

  /** Takes a connection that is over. */
  public void add(Connection connection) {
    if (!connection.isAccepted()) {
      return;
    }
    Rule rule = list.find(connection.peer(), connection.port());
    int index = rule == null ? list.size() : rule.index();
    counts[index] = counts[index] == null ? new Counts() : counts[index];
    boolean empty = connection.bytesIn() == 0;
    counts[index].seen++;
    counts[index].empty += empty ? 1 : 0;
    if (connection.ending() == Connection.Ending.RESET) {
      reset(connection, rule, counts[index], empty ? Silence.SILENT : Silence.SPOKE);
    }
  }

  private void reset(Connection connection, Rule rule, Counts ofRule, Silence silence) {
    Verdict verdict = Verdict.of(rule, silence);
    if (!verdict.isPass()
        && rule.max() > 0
        && storms.count(rule, connection.peer(), connection.begun()) != StormGuard.Answer.CALM) {
      verdict = Verdict.OVER_MAX;
    }
    ofRule.hidden += verdict == Verdict.SUPPRESS ? 1 : 0;
    ofRule.tagged += verdict == Verdict.TAG ? 1 : 0;
    if (verdict != Verdict.SUPPRESS && verdict != Verdict.TAG) {
      ofRule.shown++;
      String why = verdict == Verdict.STRANGER ? "no rule" : rule + ": " + verdict.text();
      String client = new Client(connection.peerOnPort()) + " (" + why + ")";
      if (shown.size() < CLIENTS || shown.containsKey(client)) {
        shown.merge(client, 1, Integer::sum);
      } else {
        shownOfOthers++;
      }
    }
  }

  /**
   * The cells of a table, a row for each rule that has decided, and one for the rest: the rule,
   * connections, how many were empty, and of those reset by their peers how many would have been
   * hidden, tagged and shown.
   */
  public List<Object[]> rows() {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      Counts of = counts[i];
      if (of != null) {
        Object name = i == list.size() ? "no rule" : list.rules().get(i);
        rows.add(new Object[] {name, of.seen, of.empty, of.hidden, of.tagged, of.shown});
      }
    }
    return rows;
  }

  /** What there is to say besides, a line each. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    shown.forEach(
        (client, times) -> remarks.add("shown: " + client + ", " + Remarks.count(times, "reset")));
    if (shownOfOthers > 0) {
      remarks.add("shown: " + Remarks.count(shownOfOthers, "reset") + " of further peers");
    }
    int unused = 0;
    for (Rule rule : list.rules()) {
      Counts of = counts[rule.index()];
      unused += of == null ? 1 : 0;
      if (rule.isAuto()) {
        remarks.add(rule + ": whom it would have found is not told; 'who' names the checkers");
      }
      if (of != null && rule.scope() == Scope.CONNECTION && of.empty > 0) {
        remarks.add(
            rule
                + ": scope=connection, so it holds for the log events of "
                + Remarks.count(of.empty, "connection")
                + " without data, too");
      }
    }
    if (unused > 0) {
      remarks.add(Remarks.count(unused, "rule") + " without a connection");
    }
    return remarks;
  }

  private static final class Counts {
    private long seen;
    private long empty;
    private long hidden;
    private long tagged;
    private long shown;
  }
}
