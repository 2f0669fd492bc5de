// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static io.github.rstagent.rules.StormGuard.Answer.BEYOND;
import static io.github.rstagent.rules.StormGuard.Answer.CALM;
import static io.github.rstagent.rules.StormGuard.Answer.FIRST_BEYOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.Together;
import io.github.rstagent.report.Lists;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormGuardTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final InetAddress PEER = Lists.address("10.0.8.3");

  private final Rule rule = Lists.rule("10.0.8.0/24 lvs max=3/min");
  private final StormGuard storms = new StormGuard();

  @ParameterizedTest(name = "at {0} ns")
  @ValueSource(longs = {0, 1, 1_000_000_000_000L, -1, Long.MIN_VALUE})
  void isCalmUpToMaxAndSaysOnceThatItIsPassed(long now) {
    assertThat(answers(6, PEER, now))
        .containsExactly(CALM, CALM, CALM, FIRST_BEYOND, BEYOND, BEYOND);
  }

  @Test
  void startsAnewWithTheNextMinute() {
    assertThat(answers(5, PEER, 7 * MINUTE)).endsWith(FIRST_BEYOND, BEYOND);
    assertThat(answers(1, PEER, 8 * MINUTE - 1)).containsExactly(BEYOND);
    assertThat(answers(4, PEER, 8 * MINUTE)).containsExactly(CALM, CALM, CALM, FIRST_BEYOND);
  }

  @Test
  void countsEachPeerByItself() {
    answers(9, PEER, 0);

    assertThat(answers(1, Lists.address("10.0.8.4"), 0)).containsExactly(CALM);
  }

  @Test
  void countsEachRuleByItself() {
    answers(9, PEER, 0);

    assertThat(storms.count(Lists.rule("10.0.8.3 lvs max=3/min"), PEER, 0)).isEqualTo(CALM);
  }

  @Test
  void doesNotTrustPeersThatItCannotCount() {
    for (int i = 0; i < 1024; i++) {
      assertThat(storms.count(rule, Lists.address("10.0." + i / 256 + "." + i % 256), 0))
          .isEqualTo(CALM);
    }

    assertThat(storms.isBeyond(rule, Lists.address("10.1.0.0"), 0)).as("nobody yet").isFalse();

    assertThat(storms.count(rule, Lists.address("10.1.0.0"), 0)).isEqualTo(BEYOND);
    assertThat(storms.isBeyond(rule, Lists.address("10.1.0.0"), 0)).as("no room").isTrue();
    assertThat(storms.isBeyond(rule, Lists.address("10.1.0.0"), MINUTE)).as("later").isFalse();
    assertThat(storms.count(rule, Lists.address("10.0.0.0"), 0)).isEqualTo(CALM);
    assertThat(storms.isBeyond(rule, Lists.address("10.0.0.0"), 0)).as("counted").isFalse();
  }

  @Test
  void makesRoomForNewPeersWithANewMinute() {
    for (int i = 0; i < 1024; i++) {
      storms.count(rule, Lists.address("10.0." + i / 256 + "." + i % 256), 5 * MINUTE);
    }
    assertThat(storms.count(rule, Lists.address("10.1.0.0"), 5 * MINUTE)).isEqualTo(BEYOND);

    assertThat(storms.count(rule, Lists.address("10.1.0.0"), 6 * MINUTE)).isEqualTo(CALM);
    for (int i = 1; i < 1024; i++) {
      assertThat(storms.count(rule, Lists.address("10.1." + i / 256 + "." + i % 256), 6 * MINUTE))
          .isEqualTo(CALM);
    }
    assertThat(storms.count(rule, Lists.address("10.2.0.0"), 6 * MINUTE))
        .as("one more than there is room for")
        .isEqualTo(BEYOND);
  }

  @Test
  void tellsWhoIsBeyondWithoutCounting() {
    assertThat(storms.isBeyond(rule, PEER, 0)).as("nobody knows the peer").isFalse();
    answers(3, PEER, 0);
    assertThat(storms.isBeyond(rule, PEER, 0)).as("at max").isFalse();
    assertThat(answers(1, PEER, 0)).containsExactly(FIRST_BEYOND);

    assertThat(storms.isBeyond(rule, PEER, MINUTE - 1)).as("beyond").isTrue();
    assertThat(storms.isBeyond(rule, PEER, MINUTE)).as("in the next minute").isFalse();
    assertThat(storms.isBeyond(rule, Lists.address("10.0.8.4"), 0)).as("another peer").isFalse();
    assertThat(storms.isBeyond(Lists.rule("10.0.8.0/24 lvs"), PEER, 0)).as("no max").isFalse();
  }

  @Test
  void losesNothingAmongThreads() throws Exception {
    Rule wide = Lists.rule("10.0.8.3 lvs max=4000/min");
    List<StormGuard.Answer> answers = Collections.synchronizedList(new ArrayList<>());
    Together.run(
        8,
        () -> {
          for (int n = 0; n < 1_000; n++) {
            answers.add(storms.count(wide, PEER, 0));
          }
        });

    assertThat(Collections.frequency(answers, CALM)).isEqualTo(4_000);
    assertThat(Collections.frequency(answers, FIRST_BEYOND)).isEqualTo(1);
    assertThat(Collections.frequency(answers, BEYOND)).isEqualTo(3_999);
  }

  private List<StormGuard.Answer> answers(int count, InetAddress peer, long now) {
    List<StormGuard.Answer> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(storms.count(rule, peer, now));
    }
    return answers;
  }
}
