// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private final Intervals intervals = new Intervals();

  @Test
  void knowsNothingAtFirst() {
    assertThat(intervals.events()).isZero();
    assertThat(intervals.mean()).isNaN();
    intervals.add(-5);
    assertThat(intervals.events()).isEqualTo(1);
    assertThat(intervals.mean()).isNaN();
    intervals.add(1_000_000_000L - 5);
    assertThat(intervals.mean()).isEqualTo(1);
    assertThat(intervals.variation()).isNaN();
  }

  @Test
  void computesWhatTheFormulaSays() {
    Random random = new Random(3);
    double sum = 0;
    double squares = 0;
    long now = 0;
    intervals.add(now);
    for (int i = 0; i < 50; i++) {
      long interval = 1_000_000_000L + random.nextInt(500_000_000);
      now += interval;
      intervals.add(now);
      sum += interval / 1e9;
      squares += interval / 1e9 * (interval / 1e9);
    }

    double mean = sum / 50;
    assertThat(intervals.mean()).isCloseTo(mean, within(1e-9));
    assertThat(intervals.variation())
        .isCloseTo(Math.sqrt(squares / 50 - mean * mean) / mean, within(1e-9));
  }

  @Test
  void forgetsWhatWasLongAgo() {
    long now = 0;
    for (int i = 0; i < 100; i++) {
      now += (i % 2 == 0 ? 1 : 5) * 1_000_000_000L;
      intervals.add(now);
    }
    assertThat(intervals.variation()).isGreaterThan(0.5);
    for (int i = 0; i < 600; i++) {
      now += 2_000_000_000L;
      intervals.add(now);
    }

    assertThat(intervals.mean()).isCloseTo(2, within(0.01));
    assertThat(intervals.variation()).isLessThan(0.02);
  }

  @Test
  void doesNotGoBackInTime() {
    intervals.add(10);
    intervals.add(20);
    intervals.add(15);
    intervals.add(40);

    assertThat(intervals.mean()).isCloseTo(10e-9, within(1e-12));
  }
}
