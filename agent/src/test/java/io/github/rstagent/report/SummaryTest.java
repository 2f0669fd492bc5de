// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.lang.reflect.Field;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Counters counters = new Counters();
  private final Summary summary = new Summary(counters);

  @Test
  void saysNothingWhereNothingHappened() {
    assertThat(nextAfter(MINUTE)).isNull();
  }

  @Test
  void saysNothingWhereNoRuleDidAnything() {
    count(1, Verdict.STRANGER, null, "192.0.2.1");
    count(1, Verdict.OBSERVE, Lists.rule("10.0.8.3 - mode=observe"), "10.0.8.3");

    assertThat(nextAfter(MINUTE)).isNull();
  }

  @Test
  void isTheLineOfTheContract() {
    count(30, Verdict.SUPPRESS, Lists.rule("10.0.8.0/28 lvs-a"), "10.0.8.3");
    count(30, Verdict.SUPPRESS, Lists.rule("10.0.8.16/28 lvs-b"), "10.0.8.17");

    assertThat(textAfter(MINUTE))
        .isEqualTo("suppressed 60 resets in 60 s: lvs-a 30 (10.0.8.3), lvs-b 30 (10.0.8.17)");
  }

  @Test
  void countsHiddenLogLinesBesides() {
    Rule rule = Lists.rule("10.0.8.0/28 lvs-a scope=connection");
    counters.hidden().count(HiddenKind.LIFECYCLE, rule);
    counters.hidden().count(HiddenKind.FIN, rule);

    assertThat(textAfter(MINUTE)).isEqualTo("hidden log lines 2 in 60 s: lvs-a 2");
    count(30, Verdict.SUPPRESS, rule, "10.0.8.3");
    counters.hidden().count(HiddenKind.RESET, rule);
    assertThat(textAfter(MINUTE))
        .isEqualTo(
            "suppressed 30 resets in 60 s: lvs-a 30 (10.0.8.3); hidden log lines 1: lvs-a 1");
    assertThat(nextAfter(MINUTE)).isNull();
  }

  /** A reload leaves the rule what it is, and its counts go on. */
  @Test
  void warnsByTheMaxThatIsInForce() {
    count(1, Verdict.SUPPRESS, Lists.rule("10.0.8.3 lvs-a max=5000/min"), "10.0.8.3");
    textAfter(MINUTE);
    count(601, Verdict.SUPPRESS, Lists.rule("10.0.8.3 lvs-a"), "10.0.8.3");
    assertThat(nextAfter(MINUTE).isWarning()).as("max is off now").isTrue();
    count(601, Verdict.SUPPRESS, Lists.rule("10.0.8.3 lvs-a max=5000/min"), "10.0.8.3");
    assertThat(nextAfter(MINUTE).isWarning()).as("max is on again").isFalse();
  }

  @Test
  void namesARuleOfOneAddressOnce() {
    count(3, Verdict.SUPPRESS, Lists.rule("10.0.8.3"), "10.0.8.3");

    assertThat(textAfter(MINUTE)).isEqualTo("suppressed 3 resets in 60 s: 10.0.8.3 3");
  }

  @Test
  void countsSeveralPeersEachTheLoudestFirst() {
    Rule rule = Lists.rule("10.0.0.0/8 lvs");
    count(2, Verdict.SUPPRESS, rule, "10.0.8.5");
    count(7, Verdict.SUPPRESS, rule, "10.0.8.4");
    count(2, Verdict.SUPPRESS, rule, "10.0.8.3");

    assertThat(textAfter(MINUTE))
        .isEqualTo("suppressed 11 resets in 60 s: lvs 11 (10.0.8.4 7, 10.0.8.3 2, 10.0.8.5 2)");
  }

  @Test
  void namesNoMoreThanThreePeersOfARule() {
    Rule rule = Lists.rule("10.0.0.0/8 lvs");
    for (int i = 1; i <= 5; i++) {
      count(10 - i, Verdict.SUPPRESS, rule, "10.0.8." + i);
    }

    assertThat(textAfter(MINUTE))
        .isEqualTo(
            "suppressed 35 resets in 60 s:"
                + " lvs 35 (10.0.8.1 9, 10.0.8.2 8, 10.0.8.3 7 and 2 more peers)");
  }

  @Test
  void namesNoMoreThanTenRules() {
    for (int i = 1; i <= 12; i++) {
      count(20 - i, Verdict.SUPPRESS, Lists.rule("10.0.8." + i), "10.0.8." + i);
    }

    assertThat(textAfter(MINUTE))
        .isEqualTo(
            "suppressed 162 resets in 60 s: 10.0.8.1 19, 10.0.8.2 18, 10.0.8.3 17, 10.0.8.4 16,"
                + " 10.0.8.5 15, 10.0.8.6 14, 10.0.8.7 13, 10.0.8.8 12, 10.0.8.9 11,"
                + " 10.0.8.10 10 and 2 more rules");
  }

  @Test
  void writesIpv6AsPeopleDo() {
    count(2, Verdict.SUPPRESS, Lists.rule("2001:db8:8::/48 lvs-v6"), "2001:db8:8:0:0:0:0:3");

    assertThat(textAfter(MINUTE))
        .isEqualTo("suppressed 2 resets in 60 s: lvs-v6 2 (2001:db8:8::3)");
  }

  @Test
  void saysWhatWasTaggedAlone() {
    count(2, Verdict.TAG, Lists.rule("10.0.8.0/24 lvs-a mode=tag"), "10.0.8.3");

    assertThat(textAfter(MINUTE)).isEqualTo("tagged 2 resets in 60 s: lvs-a 2 (10.0.8.3)");
  }

  @Test
  void saysWhatWasSuppressedTaggedAndPassed() {
    count(4, Verdict.SUPPRESS, Lists.rule("10.0.8.0/24 lvs-a"), "10.0.8.3");
    count(2, Verdict.TAG, Lists.rule("10.0.9.0/24 lvs-b mode=tag"), "10.0.9.3");
    count(3, Verdict.STRANGER, null, "192.0.2.1");
    count(1, Verdict.UNKNOWN_PEER, null, null);

    assertThat(textAfter(MINUTE))
        .isEqualTo(
            "suppressed 4 resets in 60 s: lvs-a 4 (10.0.8.3); tagged 2: lvs-b 2 (10.0.9.3);"
                + " passed 4");
  }

  @Test
  void saysOnlyWhatIsNew() {
    Rule a = Lists.rule("10.0.8.0/24 lvs-a");
    Rule b = Lists.rule("10.0.9.0/24 lvs-b");
    count(4, Verdict.SUPPRESS, a, "10.0.8.3");
    count(4, Verdict.SUPPRESS, b, "10.0.9.3");
    count(1, Verdict.STRANGER, null, "192.0.2.1");
    assertThat(textAfter(MINUTE)).startsWith("suppressed 8 ").endsWith("; passed 1");

    assertThat(nextAfter(MINUTE)).isNull();

    count(2, Verdict.SUPPRESS, a, "10.0.8.4");
    assertThat(textAfter(MINUTE)).isEqualTo("suppressed 2 resets in 60 s: lvs-a 2 (10.0.8.4)");
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "1499, 1", "1600, 2", "59800, 60", "300000, 300"})
  void roundsTheInterval(long millis, String seconds) {
    count(1, Verdict.SUPPRESS, Lists.rule("10.0.8.3"), "10.0.8.3");

    assertThat(textAfter(Duration.ofMillis(millis)))
        .startsWith("suppressed 1 reset in " + seconds + " s: ");
  }

  @Test
  void countsWhatPassedWhileNoRuleDidAnythingToThatTime() {
    count(50, Verdict.STRANGER, null, "192.0.2.1");
    assertThat(nextAfter(MINUTE)).isNull();

    count(1, Verdict.SUPPRESS, Lists.rule("10.0.8.3"), "10.0.8.3");
    assertThat(textAfter(MINUTE)).isEqualTo("suppressed 1 reset in 60 s: 10.0.8.3 1");
  }

  @Test
  void isNoWarningWhereTheRuleHasAMax() {
    count(700, Verdict.SUPPRESS, Lists.rule("10.0.8.3 - max=100000/min"), "10.0.8.3");

    assertThat(nextAfter(MINUTE).isWarning()).isFalse();
  }

  @ParameterizedTest(name = "{1} of one peer in {2} s ({0}): a warning is {3}")
  @CsvSource({
    "SUPPRESS,   1,  60, false",
    "SUPPRESS, 600,  60, false",
    "SUPPRESS, 610,  60, true",
    "SUPPRESS, 600, 300, false",
    "SUPPRESS,  90,  10, false",
    "SUPPRESS, 110,  10, true",
    "TAG,      610,  60, true"
  })
  void warnsOfAStorm(Verdict verdict, int count, long seconds, boolean warning) {
    count(count, verdict, Lists.rule("10.0.8.0/24 lvs-a"), "10.0.8.3");

    assertThat(nextAfter(Duration.ofSeconds(seconds)).isWarning()).isEqualTo(warning);
  }

  @Test
  void doesNotAddUpPeersToAStorm() {
    Rule rule = Lists.rule("10.0.8.0/24 lvs-a");
    for (int i = 0; i < 20; i++) {
      count(300, Verdict.SUPPRESS, rule, "10.0.8." + i);
    }

    assertThat(nextAfter(MINUTE).isWarning()).isFalse();
  }

  private void count(int times, Verdict verdict, Rule rule, String peer) {
    for (int i = 0; i < times; i++) {
      counters.count(verdict, rule, peer == null ? null : Lists.address(peer));
    }
  }

  private String textAfter(Duration interval) {
    return nextAfter(interval).text();
  }

  /** The next line, as if the last one had been asked for that long ago. */
  private Summary.Line nextAfter(Duration interval) {
    try {
      Field since = Summary.class.getDeclaredField("since");
      since.setAccessible(true);
      since.setLong(summary, System.nanoTime() - interval.toNanos());
      return summary.next();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("since", e);
    }
  }
}
