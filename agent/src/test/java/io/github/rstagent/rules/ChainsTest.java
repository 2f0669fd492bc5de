// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChainsTest {
  private static final int RULES = 1000;

  @Test
  void equalChainsAreOne() {
    Chains chains = new Chains(RULES);
    int[] links = new int[RULES];
    for (int rule = 0; rule < RULES; rule++) {
      links[rule] = chains.link(rule, RULES - 1 - rule);
    }
    for (int rule = 0; rule < RULES; rule++) {
      assertThat(links[rule]).isEqualTo(RULES + rule);
      assertThat(chains.link(rule, RULES - 1 - rule)).isEqualTo(links[rule]);
      assertThat(chains.firstRules()[rule]).isEqualTo(rule);
      assertThat(chains.rests()[rule]).isEqualTo(RULES - 1 - rule);
    }
    assertThat(chains.firstRules()).hasSize(RULES);
  }
}
