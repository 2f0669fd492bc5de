// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.rules.Rule;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Every log event that was kept from the service's log, counted once. Any thread. */
public final class HiddenEvents {
  private final Map<HiddenKind, LongAdder> byKind =
      new EnumMap<HiddenKind, LongAdder>(HiddenKind.class);
  private final ConcurrentMap<Rule, Tally> byRule = new ConcurrentHashMap<Rule, Tally>();

  public HiddenEvents() {
    for (HiddenKind kind : HiddenKind.values()) {
      byKind.put(kind, new LongAdder());
    }
  }

  /**
   * Counts one event.
   *
   * @param rule that had it hidden
   */
  public void count(HiddenKind kind, Rule rule) {
    byKind.get(kind).increment();
    Tally tally = byRule.get(rule);
    if (tally == null) {
      Tally first = new Tally();
      tally = byRule.putIfAbsent(rule, first);
      tally = tally == null ? first : tally;
    }
    tally.increment();
  }

  /** How many of one kind. */
  public long of(HiddenKind kind) {
    return byKind.get(kind).sum();
  }

  /** How many at all. */
  public long total() {
    long sum = 0;
    for (LongAdder kind : byKind.values()) {
      sum += kind.sum();
    }
    return sum;
  }

  /** How many each rule had hidden, rules of former lists included; a copy. */
  public Map<Rule, Long> byRule() {
    Map<Rule, Long> sums = new HashMap<Rule, Long>();
    for (Map.Entry<Rule, Tally> rule : byRule.entrySet()) {
      sums.put(rule.getKey(), rule.getValue().sum());
    }
    return Collections.unmodifiableMap(sums);
  }

  Map<Rule, Tally> tallies() {
    return byRule;
  }
}
