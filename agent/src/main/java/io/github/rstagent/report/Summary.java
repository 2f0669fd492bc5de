// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What happened since the last summary, in one line:
 *
 * <pre>suppressed 60 resets in 60 s: lvs-a 30 (10.0.8.3), lvs-b 30 (10.0.8.17); passed 2</pre>
 */
final class Summary {
  private static final int NAMED_RULES = 10;
  private static final int NAMED_PEERS = 3;

  /** A health check does not come so often: more from one peer, and the line is a warning. */
  private static final long STORM_PER_MINUTE = 600;

  private final Counters counters;
  private long passedReported;
  private long since = System.nanoTime();

  Summary(Counters counters) {
    this.counters = counters;
  }

  /** Begins the first interval. */
  synchronized void begin() {
    since = System.nanoTime();
  }

  /** A line of the summary, and whether it is a warning. */
  static final class Line {
    private final String text;
    private final boolean warning;

    Line(String text, boolean warning) {
      this.text = text;
      this.warning = warning;
    }

    String text() {
      return text;
    }

    boolean isWarning() {
      return warning;
    }
  }

  /** The news, or {@code null} where no rule did anything since the last call. */
  synchronized Line next() {
    long now = System.nanoTime();
    long millis = Math.max(1_000, (now - since) / 1_000_000); // no rate is made of less
    since = now;
    Clause suppressed = new Clause(counters.tallies(Verdict.SUPPRESS));
    Clause tagged = new Clause(counters.tallies(Verdict.TAG));
    long passed = counters.passed();
    long passedNews = passed - passedReported;
    passedReported = passed;
    Clause hidden = new Clause(counters.hidden());
    if (suppressed.total == 0 && tagged.total == 0 && hidden.total == 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    String unit = " in " + Math.max(1, Math.round(millis / 1000.0)) + " s";
    unit = suppressed.append(text, "suppressed ", "reset", unit);
    unit = tagged.append(text, "tagged ", "reset", unit);
    hidden.append(text, "hidden log lines ", "", unit);
    if (passedNews > 0) {
      text.append("; passed ").append(passedNews);
    }
    long loudest = Math.max(suppressed.loudest, tagged.loudest);
    return new Line(text.toString(), loudest * 60_000 / millis > STORM_PER_MINUTE);
  }

  /** What the rules of one kind did. */
  private static final class Clause {
    final List<News> rules = new ArrayList<>();
    long total;
    long loudest;

    Clause(RuleTallies tallies) {
      for (RuleTally tally : tallies.all()) {
        long news = tally.total().news();
        if (news == 0) {
          continue;
        }
        total += news;
        List<News> peers = new ArrayList<>();
        for (Map.Entry<InetAddress, Tally> peer : tally.byPeer().entrySet()) {
          long ofPeer = peer.getValue().news();
          if (ofPeer == 0) {
            tally.forget(peer.getKey()); // makes room for a peer that does reset
          } else {
            peers.add(
                new News(AddressText.of(peer.getKey()), ofPeer, Collections.<News>emptyList()));
            loudest = tally.rule().max() > 0 ? loudest : Math.max(loudest, ofPeer);
          }
        }
        rules.add(new News(tally.rule().name(), news, peers));
      }
    }

    /** What the rules have hidden of the log. */
    Clause(HiddenEvents hidden) {
      for (Map.Entry<Rule, Tally> rule : hidden.tallies().entrySet()) {
        long news = rule.getValue().news();
        if (news > 0) {
          total += news;
          rules.add(new News(rule.getKey().name(), news, Collections.<News>emptyList()));
        }
      }
    }

    /** Appends the clause where there is one, and says what unit the next one needs. */
    String append(StringBuilder text, String verb, String noun, String unit) {
      if (total == 0) {
        return unit;
      }
      text.append(text.length() == 0 ? "" : "; ").append(verb).append(total);
      if (!unit.isEmpty() && !noun.isEmpty()) {
        text.append(' ').append(noun).append(total == 1 ? "" : "s");
      }
      text.append(unit);
      String separator = ": ";
      for (News rule : loudestFirst(rules, NAMED_RULES)) {
        text.append(separator).append(rule.name).append(' ').append(rule.count);
        separator = ", ";
        appendPeers(text, rule);
      }
      appendRest(text, rules.size() - NAMED_RULES, "rules");
      return "";
    }

    private static void appendPeers(StringBuilder text, News rule) {
      if (rule.parts.size() == 1 && rule.parts.get(0).name.equals(rule.name)) {
        return; // the rule is that one address
      }
      String separator = " (";
      for (News peer : loudestFirst(rule.parts, NAMED_PEERS)) {
        text.append(separator).append(peer.name);
        if (rule.parts.size() > 1) {
          text.append(' ').append(peer.count);
        }
        separator = ", ";
      }
      appendRest(text, rule.parts.size() - NAMED_PEERS, "peers");
      text.append(rule.parts.isEmpty() ? "" : ")");
    }

    private static void appendRest(StringBuilder text, int more, String what) {
      if (more > 0) {
        text.append(" and ").append(more).append(" more ").append(what);
      }
    }

    private static List<News> loudestFirst(List<News> all, int limit) {
      List<News> sorted = new ArrayList<>(all);
      sorted.sort(
          Comparator.comparingLong((News one) -> one.count)
              .reversed()
              .thenComparing(one -> one.name));
      return sorted.subList(0, Math.min(limit, sorted.size()));
    }
  }

  private static final class News {
    final String name;
    final long count;
    final List<News> parts;

    News(String name, long count, List<News> parts) {
      this.name = name;
      this.count = count;
      this.parts = parts;
    }
  }
}
