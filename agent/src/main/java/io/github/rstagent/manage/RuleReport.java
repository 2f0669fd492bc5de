// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.manage;

import io.github.rstagent.allowlist.Rule;
import io.github.rstagent.decide.Verdict;
import java.util.Map;

/** One rule and what it did. Immutable; public for JMX. */
public final class RuleReport {
  private final Rule rule;
  private final Map<Verdict, Long> resets;

  /**
   * @param resets of this rule, by what became of them
   */
  public RuleReport(Rule rule, Map<Verdict, Long> resets) {
    this.rule = rule;
    this.resets = resets;
  }

  /** The label, else the addresses as they were written. */
  public String getName() {
    return rule.name();
  }

  /** The addresses as they were written. */
  public String getPeers() {
    return rule.text();
  }

  /** {@code FILE:LINE}, or {@code vip}. */
  public String getOrigin() {
    return rule.origin();
  }

  public String getMode() {
    return rule.mode().text();
  }

  public String getScope() {
    return rule.scope().text();
  }

  public String getOnly() {
    return rule.only().text();
  }

  /** Resets per minute and peer; 0: no limit. */
  public int getMax() {
    return rule.max();
  }

  public long getSuppressed() {
    return of(Verdict.SUPPRESS);
  }

  public long getTagged() {
    return of(Verdict.TAG);
  }

  public long getObserved() {
    return of(Verdict.OBSERVE);
  }

  /** Resets of peers that the rule lists which were shown, because it did not hold for them. */
  public long getPassed() {
    long passed = 0;
    for (Map.Entry<Verdict, Long> count : resets.entrySet()) {
      passed += count.getKey().isPass() ? count.getValue() : 0;
    }
    return passed;
  }

  private long of(Verdict verdict) {
    Long count = resets.get(verdict);
    return count == null ? 0 : count;
  }
}
