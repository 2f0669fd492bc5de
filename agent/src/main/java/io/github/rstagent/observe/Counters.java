// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.observe;

import io.github.rstagent.allowlist.Rule;
import io.github.rstagent.decide.Verdict;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Every reset on an accepted channel, counted once by its verdict: their number is the sum of
 * suppressed, tagged, observed and passed. Any thread.
 */
public final class Counters {
  private final Map<Verdict, LongAdder> byVerdict = new EnumMap<Verdict, LongAdder>(Verdict.class);
  private final RuleTallies suppressed = new RuleTallies();
  private final RuleTallies tagged = new RuleTallies();

  public Counters() {
    for (Verdict verdict : Verdict.values()) {
      byVerdict.put(verdict, new LongAdder());
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
    if (verdict == Verdict.SUPPRESS) {
      suppressed.of(rule).count(peer);
    } else if (verdict == Verdict.TAG) {
      tagged.of(rule).count(peer);
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

  RuleTallies suppressed() {
    return suppressed;
  }

  RuleTallies tagged() {
    return tagged;
  }
}
