// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveRanksTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 4096, 4097, 300_000})
  void isASortedSet(int size) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ActiveRanks ranks = new ActiveRanks(size);
    TreeSet<Integer> expected = new TreeSet<>();
    for (int i = 0; i < 5000; i++) {
      int rank = random.nextInt(size);
      if (random.nextInt(3) == 0) {
        ranks.add(rank);
        expected.add(rank);
      } else if (expected.remove(rank)) {
        ranks.remove(rank);
      } else if (!expected.isEmpty() && random.nextBoolean()) {
        ranks.remove(expected.pollFirst());
      }
      int from = random.nextInt(size + 1);
      Integer next = expected.ceiling(from);
      assertThat(ranks.next(from))
          .as("seed %d, step %d", seed, i)
          .isEqualTo(next == null ? -1 : next);
    }
  }
}
