// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.util.Map;

/** One rule and what it did. Immutable; public for JMX. */
public final class RuleReport {
  private final Rule rule;
  private final Map<Verdict, Long> resets;
  private final boolean inForce;

  /**
   * @param resets of this rule, by what became of them
   * @param inForce whether it is in the list in force, not in a former one
   */
  public RuleReport(Rule rule, Map<Verdict, Long> resets, boolean inForce) {
    this.rule = rule;
    this.resets = resets;
    this.inForce = inForce;
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

  /** Whether it is in the list in force; else what it did before that was read still counts. */
  public boolean isInForce() {
    return inForce;
  }

  public String getMode() {
    return rule.mode().toString();
  }

  public String getScope() {
    return rule.scope().toString();
  }

  public String getOnly() {
    return rule.only().toString();
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
