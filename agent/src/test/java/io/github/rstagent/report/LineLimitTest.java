// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineLimitTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final LineLimit limit = new LineLimit();
  private final long now = System.nanoTime();

  @Test
  void admitsTenLinesAMinuteAndTellsHowManyMoreThereWere() {
    assertThat(admitted(13)).isEqualTo(10);
    assertThat(limit.next(now)).as("within the minute").isZero();
    assertThat(admitted(1)).isZero();

    assertThat(limit.next(now + MINUTE)).isEqualTo(4);
    assertThat(admitted(11)).isEqualTo(10);
    assertThat(limit.next(now + 2 * MINUTE - 1)).as("within the second minute").isZero();
    assertThat(limit.next(now + 2 * MINUTE)).isEqualTo(1);
    assertThat(limit.next(now + 3 * MINUTE)).isZero();
  }

  @Test
  void leavesNoneOutOfTen() {
    assertThat(admitted(10)).isEqualTo(10);

    assertThat(limit.next(now + MINUTE)).isZero();
  }

  private long admitted(int lines) {
    return IntStream.range(0, lines).filter(i -> limit.admits()).count();
  }
}
