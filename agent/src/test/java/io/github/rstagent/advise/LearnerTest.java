// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.config.Advise;
import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.report.Lists;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Learned;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom {@code @auto} lists, and when, by a clock that the test turns. */
class LearnerTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long MINUTE = 60 * SECOND;
  private static final String DIRECTOR = "10.0.8.3";

  private final Advisor advisor = new Advisor(PresetRanges.NONE);
  private final List<String> said = new ArrayList<>();
  private Allowlist list;
  private long now = Long.MAX_VALUE - 90 * SECOND; // nanoTime may pass its highest

  @Test
  void aPeerIsWatchedFromItsFifthResetOn() {
    enforce("@auto - port=443");
    for (int i = 1; i <= 5; i++) {
      assertThat(wants(DIRECTOR)).as("before reset %d", i).isFalse();
      stranger(DIRECTOR);
    }

    assertThat(wants(DIRECTOR)).isTrue();
    assertThat(wants("10.0.8.4")).isFalse();
    assertThat(advisor.wants(Lists.address(DIRECTOR), 80)).as("another port").isFalse();
  }

  @Test
  void withScopeConnectionEverybodyIs() {
    enforce("@auto - port=443 scope=connection");

    assertThat(wants(DIRECTOR)).isTrue();
    assertThat(advisor.wants(Lists.address(DIRECTOR), 80)).as("another port").isFalse();
  }

  @Test
  void isInFromTheTwentiethRegularEndOn() {
    enforce("@auto lvs");
    checks(DIRECTOR, SECOND, 19);
    assertThat(isIn(DIRECTOR)).isFalse();
    long before = now - 1;
    checks(DIRECTOR, SECOND, 1);

    assertThat(isIn(DIRECTOR)).isTrue();
    assertThat(said)
        .containsExactly(
            DIRECTOR
                + " -> :443 resets every 1.00 s without sending anything (20 times): listed from"
                + " now on, by lvs ("
                + list.rules().get(0).origin()
                + ")");
    assertThat(covers(DIRECTOR, before)).as("accepted before").isFalse();
    assertThat(covers(DIRECTOR, now)).as("accepted now").isTrue();
    checks(DIRECTOR, SECOND, 600);
    assertThat(said).hasSize(1);
    assertThat(wants(DIRECTOR)).as("though it resets no more as a stranger").isTrue();
  }

  @Test
  void coversTenSecondsOfAConnection() {
    enforce("@auto");
    checks(DIRECTOR, SECOND, 20);
    long accepted = now;

    now += 10 * SECOND;
    assertThat(covers(DIRECTOR, accepted)).isTrue();
    now += 1;
    assertThat(covers(DIRECTOR, accepted)).isFalse();
  }

  @Test
  void isPerLocalPort() {
    enforce("@auto web port=443,80", "@auto rest port=9999");
    checks(DIRECTOR, SECOND, 20);

    assertThat(list.covering(Lists.address(DIRECTOR), 443, now, now).name()).isEqualTo("web");
    assertThat(list.covering(Lists.address(DIRECTOR), 80, now, now)).isNull();
    assertThat(list.covering(Lists.address(DIRECTOR), 9999, now, now)).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "FAILED_WRITE"})
  void endsByRstCount(ConnectionEnd how) {
    enforce("@auto");
    ends(DIRECTOR, how, MILLI, SECOND, 20);

    assertThat(isIn(DIRECTOR)).isTrue();
  }

  @Test
  void endsByFinCountWithScopeConnectionAlone() {
    enforce("@auto - port=443", "@auto - port=80 scope=connection");
    for (int i = 0; i < 60; i++) {
      end(DIRECTOR, 443, ConnectionEnd.FIN, MILLI);
      end(DIRECTOR, 80, ConnectionEnd.FIN, MILLI);
      tick(SECOND);
    }

    assertThat(isIn(DIRECTOR, 443)).isFalse();
    assertThat(isIn(DIRECTOR, 80)).isTrue();
    assertThat(said).singleElement().asString().contains(":80 connects and closes every 1.00 s");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCAL", "FAILED_READ"})
  void otherEndsDoNot(ConnectionEnd how) {
    enforce("@auto - scope=connection");
    ends(DIRECTOR, how, MILLI, SECOND, 60);

    assertThat(isIn(DIRECTOR)).isFalse();
  }

  @Test
  void aClientOnATimerThatWaitsForAnAnswerIsNeverIn() {
    enforce("@auto - scope=connection");
    ends(DIRECTOR, ConnectionEnd.RESET, 5 * SECOND, 10 * SECOND, 500);

    assertThat(said).isEmpty();
  }

  @Test
  void clientsWhoComeAtRandomAreNeverIn() {
    enforce("@auto");
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      tick((long) (-Math.log(1 - random.nextDouble()) * SECOND));
      end(DIRECTOR, 443, ConnectionEnd.RESET, MILLI);
    }

    assertThat(said).isEmpty();
  }

  @Test
  void aLoadTestIsNeverIn() {
    enforce("@auto");
    ends(DIRECTOR, ConnectionEnd.RESET, MILLI, 20 * MILLI, 5_000);

    assertThat(said).isEmpty();
  }

  @Test
  void goesAfterAMinuteWithoutARegularEnd() {
    enforce("@auto");
    checks(DIRECTOR, SECOND, 20);
    quiet(58 * SECOND); // and one has passed
    assertThat(isIn(DIRECTOR)).isTrue();
    quiet(4 * SECOND);

    assertThat(isIn(DIRECTOR)).isFalse();
    assertThat(said)
        .last()
        .isEqualTo(
            DIRECTOR
                + " -> :443 is no longer listed by @auto ("
                + list.rules().get(0).origin()
                + "): its connections without data are not regular any more");
  }

  @Test
  void goesAfterTenPeriodsWhereTheseAreLonger() {
    enforce("@auto");
    checks(DIRECTOR, 20 * SECOND, 20);
    quiet(178 * SECOND); // and 20 s have passed
    assertThat(isIn(DIRECTOR)).isTrue();
    quiet(5 * SECOND);

    assertThat(isIn(DIRECTOR)).isFalse();
  }

  @Test
  void goesWhenItsEndsAreNotRegularAnyMore() {
    enforce("@auto");
    checks(DIRECTOR, SECOND, 64);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      tick((long) (-Math.log(1 - random.nextDouble()) * SECOND));
      end(DIRECTOR, 443, ConnectionEnd.RESET, MILLI);
    }

    assertThat(isIn(DIRECTOR)).isFalse();
  }

  @Test
  void goesWhenMoreThanHalfOfItsLastThirtyTwoEndsAreLate() {
    enforce("@auto");
    checks(DIRECTOR, SECOND, 64);
    for (int i = 0; i < 16; i++) {
      end(DIRECTOR, 443, ConnectionEnd.RESET, 3 * SECOND + 1);
      checks(DIRECTOR, SECOND, 1);
    }
    assertThat(isIn(DIRECTOR)).as("half").isTrue();
    end(DIRECTOR, 443, ConnectionEnd.RESET, 3 * SECOND + 1);
    end(DIRECTOR, 443, ConnectionEnd.RESET, 3 * SECOND + 1);
    tick(SECOND);

    assertThat(isIn(DIRECTOR)).isFalse();
    assertThat(said)
        .last()
        .asString()
        .endsWith("more than half of its last 32 connections without data took longer than 3 s");
  }

  @Test
  void isNotTakenAgainWithinTenMinutes() {
    enforce("@auto");
    checks(DIRECTOR, SECOND, 20);
    quiet(62 * SECOND);
    assertThat(isIn(DIRECTOR)).isFalse();
    checks(DIRECTOR, SECOND, 595);
    assertThat(isIn(DIRECTOR)).isFalse();
    checks(DIRECTOR, SECOND, 10);

    assertThat(isIn(DIRECTOR)).isTrue();
    assertThat(said).hasSize(3);
  }

  @Test
  void aPeerThatChangesItsPeriodStays() {
    enforce("@auto");
    checks(DIRECTOR, SECOND, 100);
    checks(DIRECTOR, 5 * SECOND, 100);
    checks(DIRECTOR, 2 * SECOND, 100);

    assertThat(isIn(DIRECTOR)).isTrue();
    assertThat(said).hasSize(1);
  }

  /** As a machine that sleeps, a JVM that is stopped, or an agent that is disabled for an hour. */
  @ParameterizedTest
  @ValueSource(longs = {3_600 * SECOND, -3_600 * SECOND, Long.MAX_VALUE / 2})
  void aClockThatJumpsMakesNobodyGo(long jump) {
    enforce("@auto");
    checks(DIRECTOR, SECOND, 64);
    now += jump;
    tick(SECOND);
    checks(DIRECTOR, SECOND, 64);

    assertThat(isIn(DIRECTOR)).isTrue();
    assertThat(said).hasSize(1);
  }

  @Test
  void whatWasRegularLongAgoIsNoReason() {
    enforce("@auto");
    for (int i = 0; i < 30; i++) {
      end(DIRECTOR, 443, ConnectionEnd.RESET, MILLI);
      now += SECOND; // and nothing looks
    }
    now += 2 * MINUTE;
    tick(SECOND);

    assertThat(said).isEmpty();
  }

  @Test
  void survivesAListThatLeavesItsLineAsItWas() {
    enforce("@auto lvs port=443");
    checks(DIRECTOR, SECOND, 20);
    enforce("10.9.9.9 other", "# moved", "@auto lvs port=443");
    assertThat(isIn(DIRECTOR)).isTrue();
    checks(DIRECTOR, SECOND, 20);

    assertThat(isIn(DIRECTOR)).isTrue();
    assertThat(said).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.9.9.9", "@auto other port=443", "@auto lvs port=80", "@auto lvs mode=tag"})
  void doesNotSurviveAListThatDoesNot(String line) {
    enforce("@auto lvs port=443");
    checks(DIRECTOR, SECOND, 30);
    enforce(line);
    assertThat(isIn(DIRECTOR)).isFalse();
    tick(SECOND);
    enforce("@auto lvs port=443");
    checks(DIRECTOR, SECOND, 19);

    assertThat(isIn(DIRECTOR)).as("all is learned again").isFalse();
    checks(DIRECTOR, SECOND, 2); // the first came before the agent's thread had a look
    assertThat(isIn(DIRECTOR)).isTrue();
  }

  @Test
  void survivesDisable() {
    enforce("@auto");
    checks(DIRECTOR, SECOND, 30);
    advisor.enforce(Advise.OFF, null);
    now += 30 * MINUTE; // and nothing looks
    advisor.enforce(Advise.OFF, list);
    tick(SECOND);

    assertThat(isIn(DIRECTOR)).isTrue();
    quiet(62 * SECOND);
    assertThat(isIn(DIRECTOR)).isFalse();
  }

  @Test
  void aFullTableTakesNoMoreAndSaysSoOnce() {
    enforce("@auto");
    for (int i = 0; i < 20; i++) {
      for (int peer = 0; peer < 1_100; peer++) {
        end(peer(peer), 443, ConnectionEnd.RESET, MILLI);
      }
      tick(SECOND);
    }
    quiet(6 * SECOND); // a few hundred are judged at once

    assertThat(list.learned().peers()).hasSize(Learned.MOST);
    assertThat(said).hasSize(Learned.MOST + 1);
    assertThat(said)
        .filteredOn(line -> line.equals("@auto lists 1024 peers and takes no more"))
        .hasSize(1);
  }

  @Test
  void tenThousandOthersPushNobodyOut() {
    enforce("@auto - scope=connection");
    checks(DIRECTOR, SECOND, 20);
    for (int i = 0; i < 120; i++) {
      for (int peer = 0; peer < 10_000; peer += 1 + i % 7) {
        end(peer(peer), 443, ConnectionEnd.FIN, MILLI);
      }
      checks(DIRECTOR, SECOND, 1);
    }

    assertThat(isIn(DIRECTOR)).isTrue();
    assertThat(list.learned().peers().size()).isLessThanOrEqualTo(Learned.MOST);
  }

  @Test
  void withAdviseOffItLearnsAllTheSame() {
    list = Lists.of("@auto");
    advisor.enforce(Advise.OFF, list);
    for (int i = 0; i < 5; i++) {
      stranger(DIRECTOR);
    }
    assertThat(wants(DIRECTOR)).isTrue();
    checks(DIRECTOR, SECOND, 20);

    assertThat(isIn(DIRECTOR)).isTrue();
  }

  @Test
  void isShownWithTheOtherPeers() {
    enforce("@auto");
    checks(DIRECTOR, SECOND, 30);

    assertThat(advisor.peers())
        .singleElement()
        .satisfies(
            peer -> {
              assertThat(peer.getVerdict()).isEqualTo("health check, listed by @auto");
              assertThat(peer.getSilentEnds()).isEqualTo(30);
              assertThat(peer.getPeriodSeconds()).isEqualTo(1);
              assertThat(peer.getAdvice()).isEqualTo(DIRECTOR + " - only=silent");
            });
  }

  @Test
  void whomItListsTheAdvisorDoesNotName() {
    enforce("@auto - port=443");
    for (int i = 0; i < 60; i++) {
      stranger(DIRECTOR);
      advisor.reset(Verdict.STRANGER, null, Silence.UNKNOWN, Lists.address("10.0.8.4"), 80, now);
      tick(SECOND);
    }

    assertThat(advisor.news()).singleElement().asString().startsWith("10.0.8.4 -> :80");
  }

  private void enforce(String... lines) {
    Allowlist read = Lists.of(lines);
    list = list == null ? read : read.keeping(list);
    advisor.enforce(Advise.ON, list);
  }

  private void checks(String peer, long period, int times) {
    ends(peer, ConnectionEnd.RESET, MILLI, period, times);
  }

  private void ends(String peer, ConnectionEnd how, long nanos, long period, int times) {
    for (int i = 0; i < times; i++) {
      end(peer, 443, how, nanos);
      for (long rest = period; rest > 0; rest -= SECOND) {
        tick(Math.min(rest, SECOND));
      }
    }
  }

  private void quiet(long nanos) {
    for (long rest = nanos; rest > 0; rest -= SECOND) {
      tick(SECOND);
    }
  }

  private void end(String peer, int port, ConnectionEnd how, long nanos) {
    advisor.silentEnd(Lists.address(peer), port, how, nanos, now);
  }

  private void stranger(String peer) {
    advisor.reset(Verdict.STRANGER, null, Silence.UNKNOWN, Lists.address(peer), 443, now);
  }

  /** As the agent's thread does. */
  private void tick(long nanos) {
    List<String> news = advisor.learner().look(list, now);
    if (!news.isEmpty()) {
      said.addAll(news);
      list = list.with(advisor.learner().learned(now));
      advisor.enforce(Advise.ON, list);
    }
    now += nanos;
  }

  private boolean wants(String peer) {
    return advisor.wants(Lists.address(peer), 443);
  }

  private boolean isIn(String peer) {
    return isIn(peer, 443);
  }

  private boolean isIn(String peer, int port) {
    return list.learned().of(Lists.address(peer), port) != null;
  }

  private boolean covers(String peer, long accepted) {
    InetAddress address = Lists.address(peer);
    return list.covering(address, 443, accepted, now) != null;
  }

  private static String peer(int number) {
    return "10.1." + number / 250 + "." + number % 250;
  }
}
