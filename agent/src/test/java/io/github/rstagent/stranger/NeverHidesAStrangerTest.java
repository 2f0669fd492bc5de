// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.stranger.Contract.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The guarantee as a property: what handlers see with the agent is what they see without, but for
 * the resets that a rule covers, and these as its mode says.
 *
 * <p>Two Nettys in one JVM play the same connections through the read methods of their transports.
 * One was changed by the agent; the other is as published, and has a handler in front that does
 * what {@link Contract} says.
 */
class NeverHidesAStrangerTest {
  private static final int TRIES = 60_000;

  private static HookedTwin hooked;
  private static Twin plain;
  private static final Map<Outcome, Long> MET = new EnumMap<>(Outcome.class);

  @BeforeContainer
  static void makeTwins() throws Exception {
    plain = Twins.published();
    hooked = HookedTwin.make();
  }

  @Property(tries = TRIES)
  void handlersSeeWhatTheySeeWithoutTheAgentButForListedPeersResets(
      @ForAll("scenarios") Scenario scenario) {
    long minute = minute();
    Contract contract = new Contract(scenario);
    List<String> expected = plain.play(scenario.connections(), contract);
    Map<Outcome, Long> counted = new EnumMap<>(Outcome.class);
    List<String> seen = hooked.play(scenario, counted);
    Assume.that(minute == minute()); // "max" counts by the minute

    assertThat(seen).isEqualTo(expected);
    for (Outcome outcome : Outcome.values()) {
      long times = contract.count(outcome);
      MET.merge(outcome, times, Long::sum);
      if (outcome != Outcome.UNCOUNTED) {
        assertThat(counted.get(outcome)).as("counted as %s", outcome).isEqualTo(times);
      }
    }
  }

  private static long minute() {
    return Math.floorDiv(System.nanoTime(), TimeUnit.MINUTES.toNanos(1));
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Arbitraries.integers()
        .between(0, 999)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases()
        .array(int[].class)
        .ofMinSize(0)
        .ofMaxSize(400)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(Scenario::from);
  }

  /** A property that has met none of what it is about says nothing. */
  @AfterContainer
  static void everyOutcomeWasMet() throws Exception {
    hooked.letGo();
    System.out.println("failed reads by what the contract says of them: " + MET);
    for (Outcome outcome : Outcome.values()) {
      assertThat(MET.getOrDefault(outcome, 0L)).as("%s", outcome).isPositive();
    }
  }
}
