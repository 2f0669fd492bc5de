// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is called regular, by kind of peer and rate of error: every series is made from a seed. */
class RegularityTest {
  private static final int SERIES = 300;
  private static final int STRANGERS = 3_000;

  static Stream<Arguments> checkers() {
    return Stream.of(
        checker("each interval off by up to 15 %", r -> paced(r, period(r), 0.15, 64)),
        checker("the same, 20 events", r -> paced(r, period(r), 0.15, 20)),
        checker("two phases of one period", r -> workers(r, 2, period(r), 0.01)),
        checker("periods of 2 s and 3 s at once", RegularityTest::twoPeriods),
        checker("four workers", r -> workers(r, 4, period(r), 0.02)),
        checker("a restart", RegularityTest::restart),
        checker("a restart of four workers", RegularityTest::restartOfFour),
        checker("a random half is missing", r -> halfOf(r, period(r))),
        checker("eight workers", r -> workers(r, 8, period(r), 0.02)),
        checker("two in a row, as of one that tries a port twice", RegularityTest::pairs),
        checker("a new period after 40", r -> changed(r, 40)),
        checker("a new period after 54", r -> changed(r, 54)),
        checker("some are late, as while a checker's machine is busy", RegularityTest::late),
        checker("five each minute, within ten seconds", RegularityTest::fiveAMinute));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("checkers")
  void checksAreRegular(String kind, Function<Random, List<Double>> checker) {
    int regular = 0;
    for (int seed = 0; seed < SERIES; seed++) {
      regular += Regularity.of(stamps(checker.apply(new Random(seed)))) == null ? 0 : 1;
    }

    assertThat(regular).as("%s, of %d series", kind, SERIES).isGreaterThanOrEqualTo(285);
  }

  static Stream<Arguments> strangers() {
    return Stream.of(
        checker("Poisson", r -> poisson(r, 64)),
        checker("Poisson, 20 events", r -> poisson(r, 20)),
        checker("bursts of any size", r -> bursts(r, 0)),
        checker("bursts of two", r -> bursts(r, 2)),
        checker("bursts of eight", r -> bursts(r, 8)),
        checker("a back-off that doubles", RegularityTest::doubling),
        checker("a back-off that doubles, again and again", RegularityTest::doublingAgain),
        checker("twenty clients on timers", RegularityTest::twentyClients),
        checker("pages of six connections, read for a while", RegularityTest::pages),
        checker("a pool that closes what was idle for 30 s", RegularityTest::pool));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strangers")
  void othersAreNot(String kind, Function<Random, List<Double>> stranger) {
    int regular = 0;
    for (int seed = 0; seed < STRANGERS; seed++) {
      regular += Regularity.of(stamps(stranger.apply(new Random(seed)))) == null ? 0 : 1;
    }

    assertThat(regular).as("%s, of %d series", kind, STRANGERS).isLessThanOrEqualTo(3);
  }

  /**
   * The agent looks every five seconds: this is what a stranger sees who resets 5 times a second.
   */
  @Test
  void hardlyAnyStrangerIsEverNamedHoweverOftenItIsJudged() {
    int named = 0;
    for (int seed = 0; seed < 200; seed++) {
      long[] stamps = stamps(poisson(new Random(seed), 10_000));
      boolean regular = false;
      for (int seen = 25; seen <= stamps.length && !regular; seen += 25) {
        long[] latest = Arrays.copyOfRange(stamps, Math.max(0, seen - 64), seen);
        regular = Regularity.of(latest) != null;
      }
      named += regular ? 1 : 0;
    }

    assertThat(named).as("of 200 strangers").isLessThanOrEqualTo(10);
  }

  @Test
  void itTakesTwenty() {
    assertThat(Regularity.of(stamps(paced(new Random(1), 1, 0, 19)))).isNull();
    assertThat(Regularity.of(stamps(paced(new Random(1), 1, 0, 20)))).hasToString("every 1.00 s");
    assertThat(Regularity.of()).isNull();
    assertThat(Regularity.of(new long[64])).as("all at once").isNull();
  }

  @Test
  void knowsThePeriodAndHowManyComeInIt() {
    Random random = new Random(1);
    for (int seed = 0; seed < 100; seed++) {
      Regularity half = Regularity.of(stamps(halfOf(new Random(seed), 5)));
      assertThat(half).isNotNull();
      assertThat(half.periodNanos() / 5e9 % 1).isCloseTo(0.5, within(0.5)); // a multiple, at worst
    }
    List<Double> two = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      two.add(5.0 * i + 0.01 * random.nextDouble());
      two.add(5.0 * i + 1.2);
    }
    assertThat(Regularity.of(stamps(two))).hasToString("2 times every 5.00 s");
    assertThat(Regularity.of(stamps(paced(random, 150, 0, 30)))).hasToString("every 150 s");
  }

  @Test
  void countsWhatComesTogether() {
    Random random = new Random(1);
    List<Double> four = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      four.add(Math.floorDiv(i, 4) * 0.25 + 0.01 * random.nextDouble());
    }

    assertThat(Regularity.of(stamps(four))).hasToString("4 times every 0.25 s");
    assertThat(Regularity.of(stamps(four)).isTooOften()).isTrue();
    assertThat(Regularity.of(stamps(paced(new Random(1), 0.2, 0, 64))).isTooOften()).isFalse();
  }

  @Test
  void aRestartLeavesThePeriodAsItIs() {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      times.add(i * 1.0 + (i < 25 ? 0 : 4.3));
    }

    assertThat(Regularity.of(stamps(times))).hasToString("every 1.00 s");
  }

  @Test
  void goesByTheLatest() {
    List<Double> times = poisson(new Random(1), 500);
    double last = times.get(times.size() - 1);
    for (int i = 1; i <= 20; i++) {
      times.add(last + 2 * i);
    }

    assertThat(Regularity.of(stamps(times))).hasToString("every 2.00 s");
  }

  @Test
  void doesNotMindTheOrderNorAClockThatPassesItsHighest() {
    long[] stamps = stamps(paced(new Random(3), 1, 0, 64));
    Regularity expected = Regularity.of(stamps);
    long[] late = new long[stamps.length];
    for (int i = 0; i < stamps.length; i++) {
      late[i] = Long.MAX_VALUE - 10_000_000_000L + stamps[i];
    }
    long swapped = stamps[7];
    stamps[7] = stamps[8];
    stamps[8] = swapped;

    assertThat(Regularity.of(late)).hasToString(expected.toString());
    assertThat(Regularity.of(stamps)).hasToString(expected.toString());
  }

  private static Arguments checker(String kind, Function<Random, List<Double>> series) {
    return Arguments.of(kind, series);
  }

  private static double between(Random random, double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  private static double exponential(Random random, double mean) {
    return -mean * Math.log(1 - random.nextDouble());
  }

  private static double period(Random random) {
    return Math.exp(between(random, Math.log(0.2), Math.log(60)));
  }

  private static List<Double> paced(Random random, double period, double off, int events) {
    List<Double> times = new ArrayList<>();
    double now = between(random, 0, period);
    for (int i = 0; i < events; i++) {
      times.add(now);
      now += period * (1 + between(random, -off, off));
    }
    return times;
  }

  private static List<Double> workers(Random random, int workers, double period, double off) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      times.addAll(paced(random, period, off, 64));
    }
    return first64(times);
  }

  private static List<Double> twoPeriods(Random random) {
    List<Double> times = paced(random, 2, 0.01, 64);
    times.addAll(paced(random, 3, 0.01, 64));
    return first64(times);
  }

  private static List<Double> restart(Random random) {
    return later(paced(random, 1, 0.02, 64), random, 1);
  }

  private static List<Double> restartOfFour(Random random) {
    return later(workers(random, 4, 1, 0.02), random, 1);
  }

  private static List<Double> later(List<Double> times, Random random, double period) {
    int at = 1 + random.nextInt(63);
    double gap = between(random, 3, 30) * period;
    for (int i = at; i < times.size(); i++) {
      times.set(i, times.get(i) + gap);
    }
    return times;
  }

  private static List<Double> halfOf(Random random, double period) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; times.size() < 64; i++) {
      if (random.nextBoolean()) {
        times.add(period * (i + between(random, -0.03, 0.03)));
      }
    }
    return times;
  }

  private static List<Double> poisson(Random random, int events) {
    List<Double> times = new ArrayList<>();
    double now = 0;
    for (int i = 0; i < events; i++) {
      now += exponential(random, 1);
      times.add(now);
    }
    return times;
  }

  /**
   * @param size 0 for one that differs from burst to burst
   */
  private static List<Double> bursts(Random random, int size) {
    List<Double> times = new ArrayList<>();
    double width = Math.exp(between(random, Math.log(0.01), Math.log(3)));
    double now = 0;
    while (times.size() < 64) {
      int events = size > 0 ? size : 1 + (int) exponential(random, 8);
      for (int i = 0; i < events; i++) {
        times.add(now + between(random, 0, width));
      }
      now += width + exponential(random, 30);
    }
    return first64(times);
  }

  private static List<Double> doubling(Random random) {
    List<Double> times = new ArrayList<>();
    double wait = between(random, 1e-9, 2e-9);
    double now = 0;
    for (int i = 0; i < 60; i++) {
      times.add(now);
      now += wait;
      wait *= 2;
    }
    return times;
  }

  /** From a second on until it gets through; after a while the service is away again. */
  private static List<Double> doublingAgain(Random random) {
    List<Double> times = new ArrayList<>();
    double now = 0;
    while (times.size() < 64) {
      double wait = 1;
      int tries = 4 + random.nextInt(8);
      for (int i = 0; i < tries; i++) {
        times.add(now);
        now += wait * between(random, 0.98, 1.02);
        wait *= 2;
      }
      now += exponential(random, 600);
    }
    return first64(times);
  }

  private static List<Double> twentyClients(Random random) {
    List<Double> times = new ArrayList<>();
    for (int client = 0; client < 20; client++) {
      times.addAll(paced(random, between(random, 10, 60), 0.1, 64));
    }
    Collections.sort(times);
    return new ArrayList<>(times.subList(80, 144)); // all have begun, and none has ended
  }

  private static List<Double> pairs(Random random) {
    List<Double> times = paced(random, 2, 0.03, 32);
    for (double time : new ArrayList<>(times)) {
      times.add(time + 0.005);
    }
    return first64(times);
  }

  private static List<Double> changed(Random random, int after) {
    List<Double> times = paced(random, 1, 0.03, after);
    double last = times.get(after - 1);
    for (int i = after; i < 64; i++) {
      times.add(last + 5 * (i - after + 1));
    }
    return times;
  }

  private static List<Double> late(Random random) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      times.add(i + (random.nextInt(20) == 0 ? between(random, 0.2, 2) : 0));
    }
    return first64(times);
  }

  private static List<Double> fiveAMinute(Random random) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      times.add(60 * Math.floorDiv(i, 5) + between(random, 0, 10));
    }
    return first64(times);
  }

  private static List<Double> pages(Random random) {
    List<Double> times = new ArrayList<>();
    double now = 0;
    while (times.size() < 64) {
      for (int i = 0; i < 6; i++) {
        times.add(now + between(random, 0, 0.3));
      }
      now += between(random, 5, 60);
    }
    return first64(times);
  }

  private static List<Double> pool(Random random) {
    List<Double> times = new ArrayList<>();
    for (int connection = 0; connection < 10; connection++) {
      double now = between(random, 0, 60);
      for (int i = 0; i < 64; i++) {
        now += 30 + exponential(random, 60);
        times.add(now);
      }
    }
    return first64(times);
  }

  private static List<Double> first64(List<Double> times) {
    Collections.sort(times);
    return new ArrayList<>(times.subList(0, 64));
  }

  private static long[] stamps(List<Double> seconds) {
    return seconds.stream().mapToLong(second -> (long) (second * 1e9)).toArray();
  }
}
