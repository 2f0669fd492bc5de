// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import java.math.BigInteger;
import java.util.List;

/**
 * A row of numbers from which everything random is made. jqwik makes the row and shrinks it; what
 * lies behind its end is 0, and 0 always stands for the simplest choice.
 */
final class Choices {
  private final int[] numbers;
  private int next;

  Choices(int[] numbers) {
    this.numbers = numbers;
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return next < numbers.length ? numbers[next++] % bound : 0;
  }

  /** True in one of {@code times} cases, and never behind the end. */
  boolean once(int times) {
    return below(times) == times - 1;
  }

  <T> T of(List<T> values) {
    return values.get(below(values.size()));
  }

  <T> T of(T[] values) {
    return values[below(values.length)];
  }

  /** One of the first {@code count} values. */
  <T> T of(T[] values, int count) {
    return values[below(count)];
  }

  BigInteger number(int bound) {
    return BigInteger.valueOf(below(bound));
  }
}
