// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.Together;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountersTest {
  private final Counters counters = new Counters();

  @ParameterizedTest
  @EnumSource
  void countsEachVerdictByItself(Verdict verdict) {
    counters.count(verdict, Lists.rule("10.0.8.3"), Lists.address("10.0.8.3"));

    for (Verdict other : Verdict.values()) {
      assertThat(counters.of(other)).as(other.name()).isEqualTo(other == verdict ? 1 : 0);
    }
    assertThat(counters.passed()).isEqualTo(verdict.isPass() ? 1 : 0);
  }

  @Test
  void countsWhatHasNeitherRuleNorPeer() {
    counters.count(Verdict.UNKNOWN_PEER, null, null);
    counters.count(Verdict.FAILED, null, null);

    assertThat(counters.passed()).isEqualTo(2);
  }

  @Test
  void keepsTheRulesOfSuppressedAndTaggedApart() {
    Rule rule = Lists.rule("10.0.8.3");
    InetAddress peer = Lists.address("10.0.8.3");
    counters.count(Verdict.SUPPRESS, rule, peer);
    counters.count(Verdict.SUPPRESS, rule, peer);
    counters.count(Verdict.TAG, rule, peer);
    counters.count(Verdict.OBSERVE, rule, peer);

    assertThat(counters.tallies(Verdict.SUPPRESS).of(rule).total().sum()).isEqualTo(2);
    assertThat(counters.tallies(Verdict.TAG).of(rule).total().sum()).isEqualTo(1);
  }

  @Test
  void addUpAmongEightThreads() throws Exception {
    int rounds = 5_000;
    List<Rule> rules = List.of(Lists.rule("10.0.8.0/24 lvs-a"), Lists.rule("10.0.9.0/24 lvs-b"));
    Together.run(
        8,
        () -> {
          for (int i = 0; i < rounds; i++) {
            for (Verdict verdict : Verdict.values()) {
              counters.count(verdict, rules.get(i % 2), Lists.address("10.0.8." + i % 10));
            }
          }
        });

    long each = 8L * rounds;
    assertThat(Verdict.values()).allMatch(verdict -> counters.of(verdict) == each);
    assertThat(counters.passed())
        .isEqualTo(each * Arrays.stream(Verdict.values()).filter(Verdict::isPass).count());
    for (RuleTallies tallies :
        List.of(counters.tallies(Verdict.SUPPRESS), counters.tallies(Verdict.TAG))) {
      assertThat(tallies.all()).hasSize(2);
      for (RuleTally tally : tallies.all()) {
        assertThat(tally.total().sum()).isEqualTo(each / 2);
        assertThat(tally.byPeer()).hasSize(5);
        assertThat(tally.byPeer().values()).allMatch(peer -> peer.sum() == each / 10);
      }
    }
  }

  @Test
  void namesNoMoreThan64PeersOfARuleAndCountsThemAll() {
    RuleTally tally = new RuleTally(Lists.rule("10.0.0.0/8"));
    for (int i = 0; i < 100; i++) {
      tally.count(tally.rule(), Lists.address("10.0.0." + i));
    }
    tally.count(tally.rule(), Lists.address("10.0.0.0"));
    tally.count(tally.rule(), Lists.address("10.0.0.99"));

    assertThat(tally.byPeer()).hasSize(64).doesNotContainKey(Lists.address("10.0.0.99"));
    assertThat(tally.byPeer().get(Lists.address("10.0.0.0")).sum()).isEqualTo(2);
    assertThat(tally.total().sum()).isEqualTo(102);
  }
}
