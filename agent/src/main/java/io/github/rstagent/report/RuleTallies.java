// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.rules.Rule;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The tallies of the rules that did the same thing. */
final class RuleTallies {
  private final ConcurrentMap<Rule, RuleTally> tallies = new ConcurrentHashMap<Rule, RuleTally>();

  RuleTally of(Rule rule) {
    RuleTally tally = tallies.get(rule);
    if (tally != null) {
      return tally;
    }
    RuleTally first = new RuleTally(rule);
    tally = tallies.putIfAbsent(rule, first);
    return tally == null ? first : tally;
  }

  Collection<RuleTally> all() {
    return tallies.values();
  }
}
