// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadixSortTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 300, 70_000})
  void sortsByUnsignedKeyAndIsStable(int size) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (long mask : new long[] {0, 1, 0x80, 0xFF00, 0xFFFF_FFFFL, 0xFF00_0000_0000_00FFL, -1}) {
      long[] keys = random.longs(size).map(key -> key & mask).toArray();
      int[] indices = IntStream.range(0, size).toArray();
      int[] expected =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> keys[i], Long::compareUnsigned))
              .mapToInt(Integer::intValue)
              .toArray();
      RadixSort.sort(indices, keys);
      assertThat(indices).as("seed %d, mask %x", seed, mask).isEqualTo(expected);
    }
  }
}
