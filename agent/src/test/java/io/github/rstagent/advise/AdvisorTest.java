// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.config.Advise;
import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.PeerState;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisorTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private final Random random = new Random(7);
  private final Advisor advisor = new Advisor(PresetRanges.NONE);

  @BeforeEach
  void on() {
    advisor.enforce(Advise.CONNECTIONS, Allowlist.EMPTY);
  }

  @Test
  void namesAHealthCheckOnceInALineThatCanBePasted() {
    resets("10.0.8.3", 443, SECOND, 60);

    assertThat(advisor.news())
        .containsExactly(
            "10.0.8.3 -> :443 resets every 1.00 s (60 times): looks like a health check. To silence"
                + " its connections without data: vip=10.0.8.3,only=silent");
    assertThat(advisor.news()).isEmpty();
    PeerState peer = peer("10.0.8.3", 443);
    assertThat(peer.getVerdict()).isEqualTo("health check");
    assertThat(peer.getResets()).isEqualTo(60);
    assertThat(peer.getPeriodSeconds()).isEqualTo(1);
    assertThat(peer.getPhases()).isEqualTo(1);
    assertThat(peer.getAdvice()).isEqualTo("10.0.8.3 - only=silent");
  }

  @Test
  void fromTheSecondPeerOnTheLineIsForTheFile() {
    resets("10.0.8.3", 443, SECOND, 60);
    advisor.news();
    resets("10.0.8.4", 443, 2 * SECOND, 20);

    assertThat(advisor.news())
        .containsExactly(
            "10.0.8.4 -> :443 resets every 2.00 s (20 times): looks like a health check. To silence"
                + " its connections without data, add to the vip-file: 10.0.8.4 - only=silent");
  }

  @Test
  void whereARuleIsInForceTheLineIsForTheFile() {
    advisor.enforce(Advise.ON, Lists.of("10.0.8.9"));
    resets("10.0.8.3", 443, SECOND, 60);

    assertThat(advisor.news())
        .singleElement()
        .asString()
        .endsWith("without data, add to the vip-file: 10.0.8.3 - only=silent");
  }

  @Test
  void afterTheSecondPortItIsTheAddressAlone() {
    resets("10.0.8.3", 443, SECOND, 60);
    advisor.news();
    resets("10.0.8.3", 8443, SECOND, 60);

    assertThat(advisor.news())
        .containsExactly(
            "10.0.8.3 resets regularly on :443 and :8443: looks like a health check. To silence its"
                + " connections without data on every port, add to the vip-file: 10.0.8.3 -"
                + " only=silent");
    resets("10.0.8.3", 9443, SECOND, 60);
    assertThat(advisor.news()).isEmpty();
  }

  @Test
  void saysNothingBelowTwentyResets() {
    resets("10.0.8.3", 443, SECOND, 19);

    assertThat(advisor.news()).isEmpty();
    assertThat(peer("10.0.8.3", 443).getVerdict()).isEqualTo("too few to tell");
    assertThat(peer("10.0.8.3", 443).getAdvice()).isEmpty();
  }

  @Test
  void twoCheckersBehindOneAddressAreNamedWithTheirPeriod() {
    for (int i = 0; i < 30; i++) {
      reset("10.0.8.3", 443, i * 5L * SECOND);
      reset("10.0.8.3", 443, i * 5L * SECOND + 1_300 * MILLI);
    }

    assertThat(advisor.news())
        .singleElement()
        .asString()
        .contains("resets 2 times every 5.00 s (60 times): looks like a health check");
  }

  @Test
  void manyClientsBehindOneAddressAreNoHealthCheck() {
    double at = SECOND;
    for (int i = 0; i < 2_000; i++) {
      at += -Math.log(1 - random.nextDouble()) * SECOND; // independent of one another
      reset("10.0.8.3", 443, (long) at);
      if (i % 20 == 0) {
        assertThat(advisor.news()).isEmpty();
      }
    }

    assertThat(peer("10.0.8.3", 443).getVerdict()).isEqualTo("irregular");
    assertThat(peer("10.0.8.3", 443).getPeriodSeconds()).isZero();
  }

  @Test
  void aScannerIsNoHealthCheck() {
    for (int port = 1; port <= 3_000; port++) {
      reset("10.0.8.3", port, SECOND + port * 20L * MILLI);
    }

    assertThat(advisor.news()).isEmpty();
    assertThat(advisor.peers())
        .hasSize(1_024)
        .allSatisfy(peer -> assertThat(peer.getVerdict()).isEqualTo("too few to tell"));
    assertThat(advisor.dropped()).isEqualTo(3_000 - 1_024);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 90})
  void aLoadTestIsNoHealthCheck(int periodMillis) {
    resets("10.0.8.3", 443, periodMillis * MILLI, 5_000);

    assertThat(advisor.news()).isEmpty();
    assertThat(peer("10.0.8.3", 443).getVerdict()).isEqualTo("too often for a check");
  }

  @Test
  void aPeerThatChangesItsPeriodIsJudgedByTheLatest() {
    resets("10.0.8.3", 443, SECOND, 200);
    for (int i = 0; i < 64; i++) {
      reset("10.0.8.3", 443, 300 * SECOND + i * 2L * SECOND);
    }

    assertThat(peer("10.0.8.3", 443).getPeriodSeconds()).isEqualTo(2);
  }

  @Test
  void aPresetsRangeIsNamed() {
    Advisor knowing = new Advisor(peer -> peer.getHostAddress().startsWith("100.") ? "@ali" : null);
    knowing.enforce(Advise.ON, Allowlist.EMPTY);
    for (int i = 0; i < 30; i++) {
      stranger(knowing, "100.64.3.7", 443, 2L * i * SECOND);
      stranger(knowing, "10.0.8.3", 443, 2L * i * SECOND);
    }

    assertThat(knowing.news())
        .hasSize(2)
        .filteredOn(line -> line.startsWith("100.64.3.7 -> "))
        .singleElement()
        .asString()
        .contains(": looks like a health check, in the range of @ali. To silence ");
    assertThat(knowing.peers()).extracting(PeerState::getPreset).containsOnly("@ali", "");
  }

  @Test
  void adviseOffKeepsNothing() {
    resets("10.0.8.3", 443, SECOND, 60);
    advisor.enforce(Advise.OFF, Allowlist.EMPTY);
    assertThat(advisor.peers()).isEmpty();
    Rule rule = rule("10.0.8.9 lvs-a");
    for (int i = 0; i < 60; i++) {
      judged(advisor, Verdict.STRANGER, null, "10.0.8.3");
      judged(advisor, Verdict.SUPPRESS, rule, "10.0.8.9");
    }

    assertThat(advisor.news()).isEmpty();
    assertThat(advisor.peers()).isEmpty();
  }

  @Test
  void aCrowdDoesNotFillTheLog() {
    for (int i = 0; i < 200; i++) {
      resets("10.0." + i + ".3", 443, SECOND, 90);
    }

    List<String> lines = advisor.news();
    assertThat(lines).hasSize(101).doesNotHaveDuplicates();
    assertThat(lines.get(100)).startsWith("no more lines of advice");
  }

  @Test
  void tenThousandPeersAreBounded() {
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 10_000; i++) {
        reset("10." + i / 2_500 + "." + i % 2_500 / 250 + "." + i % 250, 443, round * SECOND + i);
      }
    }
    advisor.news();

    assertThat(advisor.peers()).hasSize(1_024);
  }

  @Test
  void hiddenResetsThatAreIrregularAreSaidOnce() {
    Rule rule = rule("10.0.8.0/24 lvs-a");
    double at = 0;
    for (int i = 0; i < 63; i++) {
      at += -Math.log(1 - random.nextDouble()) * SECOND;
      hidden(rule, "10.0.8.3", (long) at);
    }
    assertThat(advisor.news()).isEmpty();
    hidden(rule, "10.0.8.3", (long) at + SECOND / 7);

    assertThat(advisor.news())
        .containsExactly(
            "lvs-a (10.0.8.3): its hidden resets are irregular: clients' may be among them;"
                + " only=silent shows those after data");
    hidden(rule, "10.0.8.3", (long) at + SECOND);
    assertThat(advisor.news()).isEmpty();
    assertThat(advisor.peers()).isEmpty();
  }

  @Test
  void hiddenResetsThatAreRegularAreNotMentioned() {
    for (int i = 0; i < 200; i++) {
      hidden(rule("10.0.8.3 lvs-a"), "10.0.8.3", i * SECOND);
    }

    assertThat(advisor.news()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.8.3 a only=silent", "10.0.8.3 a mode=observe", "10.0.8.3 a mode=tag"})
  void rulesThatHideNoDataAreNotWarnedOf(String line) {
    Rule rule = rule(line);
    Verdict verdict = Verdict.of(rule, Silence.SILENT);
    double at = 0;
    for (int i = 0; i < 100; i++) {
      at += -Math.log(1 - random.nextDouble()) * SECOND;
      advisor.reset(verdict, rule, Silence.SILENT, Lists.address("10.0.8.3"), 443, (long) at);
    }

    assertThat(advisor.news()).isEmpty();
  }

  @Test
  void aListedPeerWhoseResetsAllComeAfterDataIsSaidOnce() {
    Rule rule = rule("# a comment\n10.0.8.0/24 lvs-a only=silent");
    for (int i = 0; i < 9; i++) {
      shown(rule, Silence.SPOKE, "10.0.8.5", i * SECOND);
    }
    assertThat(advisor.news()).isEmpty();
    shown(rule, Silence.SPOKE, "10.0.8.5", 9 * SECOND);

    assertThat(advisor.news())
        .containsExactly(
            "10.0.8.5 ("
                + rule.origin()
                + "): 10 of 10 resets came after data and are shown: a client, or a check that"
                + " sends a request");
    assertThat(rule.origin()).endsWith(":2");
    shown(rule, Silence.SPOKE, "10.0.8.5", 10 * SECOND);
    assertThat(advisor.news()).isEmpty();
  }

  @Test
  void aListedPeerWithProbesIsNot() {
    Rule rule = rule("10.0.8.0/24 lvs-a only=silent");
    advisor.reset(Verdict.SUPPRESS, rule, Silence.SILENT, Lists.address("10.0.8.5"), 443, SECOND);
    for (int i = 0; i < 30; i++) {
      shown(rule, Silence.SPOKE, "10.0.8.5", i * SECOND);
      shown(rule, Silence.UNKNOWN, "10.0.8.6", i * SECOND); // from before the rule
    }

    assertThat(advisor.news()).isEmpty();
  }

  @Test
  void checksThatEndWithFinAreNamedWithTheRuleThatSilencesThem() {
    for (int i = 0; i < 60; i++) {
      end("10.0.8.3", ConnectionEnd.FIN, MILLI, i * SECOND);
    }

    assertThat(advisor.news())
        .containsExactly(
            "10.0.8.3 -> :443 connects and closes every 1.00 s without sending anything (60 times):"
                + " looks like a health check. To silence its connections without data:"
                + " vip=10.0.8.3,only=silent,scope=connection");
    assertThat(advisor.news()).isEmpty();
    PeerState peer = peer("10.0.8.3", 443);
    assertThat(peer.getResets()).isZero();
    assertThat(peer.getSilentEnds()).isEqualTo(60);
    assertThat(peer.getAdvice()).isEqualTo("10.0.8.3 - only=silent scope=connection");
  }

  @Test
  void checksThatEndNowWithFinNowWithRstAreNamedOnce() {
    for (int i = 0; i < 60; i++) {
      boolean reset = i % 4 != 0; // as where the service speaks first
      if (reset) {
        reset("10.0.8.3", 443, i * SECOND);
      }
      end("10.0.8.3", reset ? ConnectionEnd.RESET : ConnectionEnd.FIN, MILLI, i * SECOND);
    }

    assertThat(advisor.news())
        .singleElement()
        .asString()
        .contains("connects and closes every 1.00 s")
        .endsWith("only=silent,scope=connection");
    PeerState peer = peer("10.0.8.3", 443);
    assertThat(peer.getResets()).isEqualTo(45);
    assertThat(peer.getSilentEnds()).isEqualTo(60);
  }

  @Test
  void checksThatEndWithRstAloneAreNamedByTheirResets() {
    for (int i = 0; i < 60; i++) {
      reset("10.0.8.3", 443, i * SECOND);
      end("10.0.8.3", ConnectionEnd.RESET, MILLI, i * SECOND);
    }

    assertThat(advisor.news()).singleElement().asString().endsWith("vip=10.0.8.3,only=silent");
    assertThat(peer("10.0.8.3", 443).getSilentEnds()).isZero();
  }

  @Test
  void whoWaitsOrIsClosedByTheServiceIsNoCheck() {
    for (int i = 0; i < 60; i++) {
      end("10.0.8.3", ConnectionEnd.FIN, 5 * SECOND, i * 10L * SECOND);
      end("10.0.8.4", ConnectionEnd.LOCAL, MILLI, i * SECOND);
      end("10.0.8.5", ConnectionEnd.FAILED_READ, MILLI, i * SECOND);
    }

    assertThat(advisor.news()).isEmpty();
    assertThat(advisor.peers()).isEmpty();
  }

  @Test
  void connectionsWithoutDataPushNoResetsOutOfTheTable() {
    resets("10.0.8.3", 443, SECOND, 5);
    for (int i = 0; i < 3_000; i++) {
      for (int n = 0; n < 7; n++) {
        InetAddress scanner = Lists.address("10.1." + i / 250 + "." + i % 250);
        advisor.silentEnd(scanner, 443, ConnectionEnd.FIN, MILLI, i * SECOND);
      }
    }

    assertThat(peer("10.0.8.3", 443).getResets()).isEqualTo(5);
    assertThat(advisor.dropped()).isZero();
  }

  @Test
  void resetsWaitForNothingThatIsBeingJudged() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Advisor slow =
        new Advisor(
            peer -> {
              asked.countDown();
              try {
                answer.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return null;
            });
    slow.enforce(Advise.ON, Allowlist.EMPTY);
    for (int i = 0; i < 60; i++) {
      stranger(slow, "10.0.8.3", 443, i * SECOND);
    }
    Thread thinks = new Thread(slow::news);
    thinks.start();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    Thread eventLoop =
        new Thread(
            () -> {
              stranger(slow, "10.0.8.3", 443, 60 * SECOND);
              stranger(slow, "10.0.8.4", 443, 60 * SECOND);
              judged(slow, Verdict.SUPPRESS, rule("10.0.8.9"), "10.0.8.9");
            });
    eventLoop.start();
    eventLoop.join(30_000);
    boolean waits = eventLoop.isAlive();
    answer.countDown();
    thinks.join();

    assertThat(waits).isFalse();
  }

  private void resets(String peer, int port, long period, int times) {
    for (int i = 1; i <= times; i++) {
      reset(peer, port, i * period);
    }
  }

  private void reset(String peer, int port, long now) {
    stranger(advisor, peer, port, now);
  }

  private static void stranger(Advisor advisor, String peer, int port, long now) {
    advisor.reset(Verdict.STRANGER, null, Silence.UNKNOWN, Lists.address(peer), port, now);
  }

  private void end(String peer, ConnectionEnd how, long nanos, long now) {
    advisor.silentEnd(Lists.address(peer), 443, how, nanos, now);
  }

  private void hidden(Rule rule, String peer, long now) {
    advisor.reset(Verdict.SUPPRESS, rule, Silence.UNKNOWN, Lists.address(peer), 443, now);
  }

  private void shown(Rule rule, Silence silence, String peer, long now) {
    advisor.reset(Verdict.NOT_SILENT, rule, silence, Lists.address(peer), 443, now);
  }

  private PeerState peer(String address, int port) {
    List<PeerState> found = new ArrayList<>(advisor.peers());
    found.removeIf(peer -> !peer.getPeer().equals(address) || peer.getLocalPort() != port);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Rule rule(String lines) {
    return Lists.of(lines).rules().get(0);
  }

  private static void judged(Advisor advisor, Verdict verdict, Rule rule, String peer) {
    InetSocketAddress address = new InetSocketAddress(Lists.address(peer), 5_745);
    advisor.judged(verdict, rule, Silence.UNKNOWN, address, 443, null, null, null);
  }
}
