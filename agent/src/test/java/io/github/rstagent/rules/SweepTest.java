// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.config.RuleDefaults;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final int[] HTTPS = {443};

  @Test
  void stopsWhereTheRulesChangeAndKnowsWhichCanDecideThere() {
    Rule[] rules = {rule(0, null), rule(1, null), rule(2, HTTPS), rule(3, HTTPS), rule(4, null)};
    long[] none = new long[rules.length];
    long[] first = {10, 10, 10, 12, 40};
    long[] last = {29, 19, 14, 13, -1};
    int[] all = {0, 1, 2, 3, 4};
    Sweep sweep = new Sweep(rules, all, none, first, none, last, all, 0, -1);

    List<String> stops = new ArrayList<>();
    while (sweep.next()) {
      List<Integer> candidates = new ArrayList<>();
      int count = sweep.candidates();
      for (int i = 0; i < count; i++) {
        candidates.add(sweep.candidate(i));
      }
      stops.add(sweep.low() + " " + candidates);
    }

    assertThat(stops)
        .containsExactly(
            "10 [2, 1]", "12 [3, 2, 1]", "14 [2, 1]", "15 [1]", "20 [0]", "30 []", "40 [4]");
  }

  @Test
  void theRangesOfARuleAddUp() {
    Rule[] rules = {rule(0, null), rule(1, null)};
    // 2^63 + 1 addresses twice, against 2^64 + 1.
    int[] ruleOf = {0, 0, 1};
    long[] firstHigh = {0, 1, 0};
    long[] firstLow = {0, 0, 0};
    long[] lastHigh = {0, 1, 1};
    long[] lastLow = {1L << 63, 1L << 63, 0};
    Sweep sweep =
        new Sweep(
            rules, ruleOf, firstHigh, firstLow, lastHigh, lastLow, new int[] {0, 1, 2}, -1, -1);

    assertThat(sweep.next()).isTrue();
    assertThat(sweep.candidates()).isEqualTo(1);
    assertThat(sweep.candidate(0)).isEqualTo(1);
  }

  private static Rule rule(int index, int[] ports) {
    return new Rule(index, "text", null, null, "list", 1, RuleDefaults.STANDARD, ports);
  }
}
