// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Every reset on an accepted channel, counted once by its verdict: their number is the sum of
 * suppressed, tagged, observed and passed. Any thread.
 */
public final class Counters {
  private final Map<Verdict, LongAdder> byVerdict = new EnumMap<Verdict, LongAdder>(Verdict.class);
  private final Map<Verdict, RuleTallies> byRule = new EnumMap<Verdict, RuleTallies>(Verdict.class);

  private final HiddenEvents hidden = new HiddenEvents();
  private final HiddenEvents observed = new HiddenEvents();
  private final HiddenRing lastHidden = new HiddenRing();

  public Counters() {
    for (Verdict verdict : Verdict.values()) {
      byVerdict.put(verdict, new LongAdder());
      byRule.put(verdict, new RuleTallies());
    }
  }

  /**
   * Counts one reset.
   *
   * @param rule the rule that decided, where there was one
   * @param peer where it is known
   */
  public void count(Verdict verdict, Rule rule, InetAddress peer) {
    byVerdict.get(verdict).increment();
    if (rule != null) {
      byRule.get(verdict).of(rule).count(rule, peer);
    }
  }

  public long of(Verdict verdict) {
    return byVerdict.get(verdict).sum();
  }

  /** Resets that the application saw as if the agent were not there, and no rule asked for that. */
  public long passed() {
    long sum = 0;
    for (Verdict verdict : byVerdict.keySet()) {
      sum += verdict.isPass() ? of(verdict) : 0;
    }
    return sum;
  }

  /** Every reset on an accepted channel since the agent came. */
  public long resets() {
    long sum = 0;
    for (Verdict verdict : byVerdict.keySet()) {
      sum += of(verdict);
    }
    return sum;
  }

  /** The rules that decided anything yet, each with the number of its resets by verdict. */
  public Map<Rule, Map<Verdict, Long>> byRule() {
    Map<Rule, Map<Verdict, Long>> rules = new LinkedHashMap<Rule, Map<Verdict, Long>>();
    for (Map.Entry<Verdict, RuleTallies> tallies : byRule.entrySet()) {
      for (RuleTally tally : tallies.getValue().all()) {
        if (!rules.containsKey(tally.rule())) {
          rules.put(tally.rule(), new EnumMap<Verdict, Long>(Verdict.class));
        }
        rules.get(tally.rule()).put(tallies.getKey(), tally.total().sum());
      }
    }
    return rules;
  }

  RuleTallies tallies(Verdict verdict) {
    return byRule.get(verdict);
  }

  /** What was kept from the service's log besides: events, which are no resets. */
  public HiddenEvents hidden() {
    return hidden;
  }

  /** Log events that rules with {@code mode=observe} would have hidden with {@code suppress}. */
  public HiddenEvents observed() {
    return observed;
  }

  /** Resets and log events that were hidden last, or would have been. */
  public HiddenRing lastHidden() {
    return lastHidden;
  }
}
