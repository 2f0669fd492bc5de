// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import static io.github.rstagent.advise.Simulation.MILLI;
import static io.github.rstagent.advise.Simulation.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.report.Lists;
import io.github.rstagent.rules.Rule;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisorTest {
  private static final InetAddress LVS = Lists.address("10.0.8.3");

  private final Random random = new Random(7);
  private Simulation service = new Simulation();

  @Test
  void namesAHealthCheckOnceInALineThatCanBePasted() {
    service.probes("10.0.8.3", 443, SECOND, 60);

    assertThat(service.run().lines)
        .containsExactly(
            "10.0.8.3 -> :443 resets every 1.00 s (cv 0.00, 15 times), sent 0 bytes, lived 0.3 ms:"
                + " looks like a health check. To silence it: vip=10.0.8.3");
    PeerReport report = service.report("10.0.8.3", 443);
    assertThat(report.verdict()).isEqualTo(PeerVerdict.HEALTH_CHECK);
    assertThat(report.resets()).isEqualTo(60);
    assertThat(report.missedAtMost()).isZero();
    assertThat(report.periodSeconds()).isEqualTo(1);
    assertThat(report.seenSeconds()).isEqualTo(59);
    assertThat(report.probeMillis()).isEqualTo(0.3);
    assertThat(report.watched()).isGreaterThanOrEqualTo(5).isEqualTo(report.endedByReset());
  }

  @Test
  void doesNotMindJitter() {
    for (int i = 0; i < 60; i++) {
      service.probe("10.0.8.3", 443, SECOND + i * 2L * SECOND + random.nextInt(200) * MILLI);
    }

    assertThat(service.run().lines).hasSize(1).first().asString().contains("looks like a health");
  }

  @Test
  void saysNothingBelowTenResets() {
    service.probes("10.0.8.3", 443, SECOND, 9);

    assertThat(service.run().lines).isEmpty();
    assertThat(service.watched()).isZero();
    assertThat(service.report("10.0.8.3", 443).verdict()).isEqualTo(PeerVerdict.TOO_FEW);
  }

  @Test
  void asksForNoConnectionsBeforeSomebodyResetsRegularly() {
    service.probe("10.0.8.3", 443, SECOND);
    service.probe("10.0.8.3", 443, 2 * SECOND);
    for (int i = 0; i < 200; i++) {
      service.probe("203.0.113." + i, 443, 3 * SECOND + i * 7L * MILLI); // each once
      service.probe("198.51.100.7", 443, 3 * SECOND + (long) i * i * MILLI); // in a hurry, then not
    }
    assertThat(service.run().advisor().hadCandidates()).isFalse();

    for (int i = 0; i < 5; i++) {
      service.probe("10.0.8.3", 443, (100 + i) * SECOND);
    }
    assertThat(service.run().advisor().hadCandidates()).isTrue();
  }

  @Test
  void hardlyAnybodyWhoResetsAtRandomHasConnectionsWatched() {
    int strangers = 200;
    int candidates = 0;
    for (int i = 0; i < strangers; i++) {
      Simulation alone = new Simulation();
      double at = 1;
      for (int reset = 0; reset < 8; reset++) {
        at -= 30 * Math.log(1 - random.nextDouble()); // half a minute, exponentially distributed
        alone.probe("203.0.113.9", 443, (long) (at * SECOND));
      }
      candidates += alone.run().advisor().hadCandidates() ? 1 : 0;
    }

    assertThat(candidates).isLessThan(strangers / 10);
  }

  @Test
  void trafficIsNotSetOffAgainstResetsBeforeConnectionsWereSeen() {
    for (int i = 0; i < 400; i++) {
      service.probe("10.0.8.3", 443, SECOND + i * 7L * MILLI); // in a hurry: nobody is watched
    }
    for (int i = 0; i < 60; i++) {
      service.probe("10.0.8.3", 443, 600 * SECOND + i * SECOND);
    }
    for (int i = 0; i < 20; i++) {
      long begin = 606 * SECOND + i * 100L * MILLI;
      service.connection("10.0.8.3", 443, begin, begin + MILLI, 300, 900, ConnectionEnd.FIN);
    }

    assertThat(service.run().lines).hasSize(1).first().asString().contains("only=silent");
  }

  @Test
  void watchesNobodyButSuspects() {
    service.probes("10.0.8.3", 443, SECOND, 40);
    for (int i = 0; i < 500; i++) {
      service.connection(
          "10.0.9." + i % 250, 443, i * 70L * MILLI, i * 70L * MILLI + 5, 9, 9, ConnectionEnd.FIN);
    }
    service.run();

    assertThat(service.watched()).isEqualTo((int) service.report("10.0.8.3", 443).watched());
  }

  @Test
  void aClientThatTriesAgainOnATimerAndSendsDataIsNoHealthCheck() {
    for (int i = 1; i <= 60; i++) {
      service.connection(
          "10.0.8.3", 443, i * SECOND, i * SECOND + MILLI, 517, 0, ConnectionEnd.RESET);
    }

    assertThat(service.run().lines).isEmpty();
    PeerReport report = service.report("10.0.8.3", 443);
    assertThat(report.verdict()).isEqualTo(PeerVerdict.CLIENT);
    assertThat(report.reason()).isEqualTo("5 of 5 reset after the peer sent data");
    assertThat(report.bytesIn()).isEqualTo(5 * 517);
    assertThat(service.watched()).as("what is known is not watched").isEqualTo(5);
  }

  @Test
  void aClientThatWaitsAndGivesUpIsNoHealthCheck() {
    for (int i = 1; i <= 60; i++) {
      service.connection(
          "10.0.8.3",
          443,
          i * 10L * SECOND,
          i * 10L * SECOND + 5 * SECOND,
          0,
          0,
          ConnectionEnd.RESET);
    }

    assertThat(service.run().lines).isEmpty();
    assertThat(service.report("10.0.8.3", 443).reason()).isEqualTo("waits 5.0 s before it resets");
  }

  @Test
  void manyClientsBehindOneAddressAreNoHealthCheck() {
    double at = SECOND;
    for (int i = 0; i < 2_000; i++) {
      at += -Math.log(1 - random.nextDouble()) * SECOND; // independent of one another
      service.probe("10.0.8.3", 443, (long) at);
    }

    assertThat(service.run().lines).isEmpty();
    assertThat(service.report("10.0.8.3", 443).verdict()).isEqualTo(PeerVerdict.IRREGULAR);
    assertThat(service.watched()).isZero();
  }

  @Test
  void aScannerIsNoHealthCheck() {
    for (int port = 1; port <= 3_000; port++) {
      service.probe("10.0.8.3", port, SECOND + port * 20L * MILLI);
    }

    assertThat(service.run().lines).isEmpty();
    assertThat(service.advisor().reports(0))
        .hasSize(1_024)
        .allSatisfy(report -> assertThat(report.verdict()).isEqualTo(PeerVerdict.TOO_FEW));
    assertThat(service.advisor().dropped()).isEqualTo(3_000 - 1_024);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 90})
  void aLoadTestIsNoHealthCheck(int periodMillis) {
    service.probes("10.0.8.3", 443, periodMillis * MILLI, 5_000);

    assertThat(service.run().lines).isEmpty();
    assertThat(service.report("10.0.8.3", 443).verdict()).isEqualTo(PeerVerdict.TOO_OFTEN);
  }

  @Test
  void aPeerWithChecksAndTrafficIsToBeSilencedForItsChecksOnly() {
    service.probes("10.0.8.3", 443, SECOND, 60);
    for (int i = 1; i < 200; i++) {
      long begin = SECOND + i * 330L * MILLI;
      service.connection("10.0.8.3", 443, begin, begin + 20 * MILLI, 300, 900, ConnectionEnd.FIN);
    }

    assertThat(service.run().lines).hasSize(1);
    assertThat(service.lines.get(0))
        .startsWith("10.0.8.3 -> :443 resets every 1.00 s (cv 0.00, ")
        .endsWith("also carries traffic: use \"10.0.8.3 - only=silent\" in the vip-file");
  }

  @Test
  void trafficThatOutweighsTheChecksDoesNotHideThem() {
    service.probes("10.0.8.3", 443, SECOND, 600);
    for (int i = 1; i < 30_000; i++) {
      long begin = SECOND + i * 20L * MILLI + random.nextInt(20) * MILLI;
      service.connection("10.0.8.3", 443, begin, begin + 10 * MILLI, 300, 900, ConnectionEnd.FIN);
    }

    assertThat(service.run().lines).isEmpty();
    assertThat(service.report("10.0.8.3", 443).verdict())
        .as("of the connections that were watched hardly one was a check")
        .isEqualTo(PeerVerdict.UNDECIDED);
    assertThat(service.watched()).isBetween(200, 210);
  }

  @Test
  void trafficThatIsTooSeldomToBeWatchedIsCounted() {
    service.probes("10.0.8.3", 443, 10 * SECOND, 20);
    for (int i = 0; i < 10; i++) { // before there is a suspicion
      long begin = 51 * SECOND + i * 100L * MILLI;
      service.connection("10.0.8.3", 443, begin, begin + MILLI, 300, 900, ConnectionEnd.FIN);
    }

    assertThat(service.run().lines)
        .hasSize(1)
        .first()
        .asString()
        .endsWith("also connects without a reset: use \"10.0.8.3 - only=silent\" in the vip-file");
  }

  @Test
  void aConnectionThatLivesOnIsNoProbe() {
    service.probes("10.0.8.3", 443, SECOND, 60);
    service.connection(
        "10.0.8.3", 443, 12 * SECOND + MILLI, 100 * SECOND, 5_000, 5_000, ConnectionEnd.FIN);

    assertThat(service.run().lines).hasSize(1).first().asString().contains("only=silent");
  }

  @Test
  void trafficThatComesLaterIsSaidThen() {
    service.probes("10.0.8.3", 443, SECOND, 120);
    for (int i = 0; i < 240; i++) {
      long begin = 60 * SECOND + i * 250L * MILLI + 100 * MILLI;
      service.connection("10.0.8.3", 443, begin, begin + MILLI, 300, 900, ConnectionEnd.FIN);
    }

    assertThat(service.run().lines).hasSize(2);
    assertThat(service.lines.get(0)).endsWith("To silence it: vip=10.0.8.3");
    assertThat(service.lines.get(1)).contains("only=silent");
  }

  @Test
  void aPeerThatUsesAnotherPortIsSilencedOnThisOneOnly() {
    service.probes("10.0.8.3", 8080, SECOND, 60);
    for (int i = 1; i < 20; i++) {
      service.connection("10.0.8.3", 443, i * SECOND, i * SECOND + MILLI, 9, 9, ConnectionEnd.FIN);
    }

    assertThat(service.run().lines)
        .hasSize(1)
        .first()
        .asString()
        .endsWith("To silence it: \"10.0.8.3 - port=8080\" in the vip-file");
  }

  @Test
  void directorsThatProbeInParallelAreNamedOneByOne() {
    for (int director = 1; director <= 12; director++) {
      for (int i = 0; i < 60; i++) {
        service.probe("10.0.8." + director, 443, SECOND + i * 2L * SECOND + director * 7L * MILLI);
      }
    }

    assertThat(service.run().lines).hasSize(12).doesNotHaveDuplicates();
    for (int director = 1; director <= 12; director++) {
      String end = ": looks like a health check. To silence it: vip=10.0.8." + director;
      assertThat(service.lines).filteredOn(line -> line.endsWith(end)).hasSize(1);
    }
    assertThat(service.mostOpen()).isLessThanOrEqualTo(8);
  }

  @Test
  void noMoreThanEightAreWatchedAtATime() {
    for (int peer = 0; peer < 30; peer++) {
      for (int i = 1; i < 60; i++) {
        long begin = i * 4L * SECOND;
        service.connection(
            "10.0.8." + peer, 443, begin, begin + 2 * SECOND, 0, 0, ConnectionEnd.RESET);
      }
    }
    service.run();

    assertThat(service.mostOpen()).isEqualTo(8);
    assertThat(service.lines).hasSize(30);
  }

  @Test
  void aPresetsRangeIsNamed() {
    service =
        new Simulation(true, peer -> peer.getHostAddress().startsWith("100.") ? "@ali" : null);
    service.probes("100.64.3.7", 443, 2 * SECOND, 30);
    service.probes("10.0.8.3", 443, 2 * SECOND, 30);

    assertThat(service.run().lines)
        .hasSize(2)
        .anyMatch(
            line ->
                line.endsWith(
                    ": looks like a health check, in the range of @ali. To silence it:"
                        + " vip=100.64.3.7"))
        .anyMatch(
            line -> line.endsWith(": looks like a health check. To silence it: vip=10.0.8.3"));
    assertThat(service.report("100.64.3.7", 443).preset()).isEqualTo("@ali");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.9", "::1"})
  void aLoopbackPeerIsAdvisedOnWithOnlySilent(String peer) {
    service.probes(peer, 443, SECOND, 30);

    assertThat(service.run().lines)
        .hasSize(1)
        .first()
        .asString()
        .endsWith("To silence it: \"" + peer + " - only=silent\" in the vip-file");
  }

  @Test
  void whereNothingCanBeWatchedNothingIsAdvised() {
    service = new Simulation(false, PresetRanges.NONE);
    service.probes("10.0.8.3", 443, SECOND, 60);

    assertThat(service.run().lines)
        .containsExactly(
            "10.0.8.3 -> :443 resets every 1.00 s (cv 0.00, 40 times), as a health check would, but"
                + " its connections cannot be watched here, so that a client that tries again and"
                + " again is not told from one. To find out: timeout 120 tcpdump -nn -i any host 10.0.8.3 and"
                + " port 443 | java -jar rst-agent.jar who");
    assertThat(service.report("10.0.8.3", 443).verdict()).isEqualTo(PeerVerdict.NOT_WATCHED);
  }

  @Test
  void aPauseBeginsAnewWhatIsRegular() {
    for (int i = 0; i < 40; i++) {
      service.probe("10.0.8.3", 443, SECOND + i * SECOND + (i < 5 ? 0 : 3_600 * SECOND));
    }

    assertThat(service.run().lines).hasSize(1).first().asString().contains("every 1.00 s");
  }

  @Test
  void aProxyHeaderIsNoData() {
    service.probes("10.0.8.3", 443, SECOND, 12);
    service.run();
    for (int i = 0; i < 5; i++) {
      assertThat(service.advisor().wants(null, LVS, 443)).isTrue();
      service.advisor().ended(LVS, 443, true, 16, 0, MILLI, ConnectionEnd.RESET);
    }

    assertThat(service.advisor().news(20 * SECOND))
        .hasSize(1)
        .first()
        .asString()
        .contains("sent 16 bytes (a PROXY header), lived 1.0 ms: looks like a health check");
  }

  @Test
  void adviseOffKeepsNothing() {
    service.advisor().enforce(false);
    service.probes("10.0.8.3", 443, SECOND, 60);

    assertThat(service.run().lines).isEmpty();
    assertThat(service.advisor().reports(0)).isEmpty();
    assertThat(service.watched()).isZero();
    assertThat(service.advisor().wants(rule("10.0.8.3 lvs-a"), LVS, 443)).isFalse();
  }

  @Test
  void aCrowdDoesNotFillTheLog() {
    for (int i = 0; i < 200; i++) {
      for (int n = 0; n < 90; n++) {
        service.probe("10.0." + i + ".3", 443, SECOND + n * SECOND + i * 5L * MILLI);
      }
    }

    assertThat(service.run().lines).hasSize(101).doesNotHaveDuplicates();
    assertThat(service.lines.get(100)).startsWith("more peers could be advised on");
  }

  @Test
  void aListedPeerThatCarriesTrafficIsNamedOnce() {
    Rule rule = rule("10.0.8.3 lvs-a");
    for (int i = 0; i < 3; i++) {
      assertThat(service.advisor().wants(rule, LVS, 443)).isTrue();
      service.advisor().ended(LVS, 443, true, 0, 0, MILLI, ConnectionEnd.RESET);
    }
    assertThat(service.advisor().news(SECOND)).isEmpty();
    assertThat(service.advisor().wants(rule, LVS, 443)).isTrue();
    service.advisor().ended(LVS, 443, false, 300, 900, MILLI, ConnectionEnd.FIN);

    assertThat(service.advisor().news(2 * SECOND))
        .containsExactly(
            "lvs-a (10.0.8.3) also carries traffic: resets after data are being hidden; only=silent"
                + " shows them");
    assertThat(service.advisor().news(3 * SECOND)).isEmpty();
    assertThat(service.advisor().wants(rule, LVS, 443)).isFalse();
    assertThat(service.advisor().reports(0)).isEmpty();
  }

  @Test
  void aFewConnectionsOfAListedPeerAreWatched() {
    Rule rule = rule("10.0.8.3 lvs-a");
    int watched = 0;
    for (int i = 0; i < 100_000; i++) {
      if (service.advisor().wants(rule, LVS, 443)) {
        watched++;
        service.advisor().ended(LVS, 443, true, 0, 0, MILLI, ConnectionEnd.RESET);
      }
    }

    assertThat(watched).isBetween(300, 1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.8.3 a only=silent", "10.0.8.3 a mode=observe", "10.0.8.3 a mode=tag"})
  void rulesThatHideNoDataHaveNobodyWatched(String line) {
    assertThat(service.advisor().wants(rule(line), LVS, 443)).isFalse();
  }

  @Test
  void aConnectionThatNeverEndsGivesItsPlaceUp() {
    Rule rule = rule("10.0.0.0/8 lvs");
    for (int i = 0; i < 8; i++) {
      assertThat(service.advisor().wants(rule, Lists.address("10.0.0." + i), 443)).isTrue();
    }
    assertThat(service.advisor().wants(rule, LVS, 443)).isFalse();
    service.advisor().news(SECOND);
    assertThat(service.advisor().wants(rule, LVS, 443)).isFalse();
    service.advisor().news(62 * SECOND);
    assertThat(service.advisor().wants(rule, LVS, 443)).isTrue();
  }

  private static Rule rule(String line) {
    List<Rule> rules = Lists.of(line).rules();
    return rules.get(0);
  }
}
