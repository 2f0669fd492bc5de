// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;

/** One figure, measured once in each round. */
final class Samples {
  private static final int DRAWS = 4_000;

  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  double min() {
    return Collections.min(values);
  }

  double max() {
    return Collections.max(values);
  }

  double median() {
    return quantile(0.5);
  }

  Samples times(double factor) {
    Samples products = new Samples();
    values.forEach(value -> products.add(value * factor));
    return products;
  }

  int size() {
    return values.size();
  }

  double quantile(double share) {
    List<Double> sorted = values.stream().sorted().toList();
    double at = share * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }

  /** The ratio of the medians, and its interval: {@code 1.12 [1.03, 1.20]}. */
  String ratioTo(Samples other) {
    return compared(other, (a, b) -> a / b, "%.2f");
  }

  /** The difference of the medians, and its interval. */
  String differenceFrom(Samples other) {
    return compared(other, (a, b) -> a - b, "%.0f");
  }

  /** With the interval that holds 95 % of what the bootstrap gives, which draws whole rounds. */
  private String compared(Samples other, DoubleBinaryOperator comparison, String format) {
    Random random = new Random(1);
    Samples drawn = new Samples();
    for (int i = 0; i < DRAWS; i++) {
      Samples own = new Samples();
      Samples others = new Samples();
      for (int j = 0; j < values.size(); j++) {
        int round = random.nextInt(values.size());
        own.add(values.get(round));
        others.add(other.values.get(round));
      }
      drawn.add(comparison.applyAsDouble(own.median(), others.median()));
    }
    return String.format(
        Locale.ROOT,
        format + " [" + format + ", " + format + "]",
        comparison.applyAsDouble(median(), other.median()),
        drawn.quantile(0.025),
        drawn.quantile(0.975));
  }

  /** The median, the least and the most: {@code 1.12 (1.03 to 1.20)}. */
  String text(String format) {
    return String.format(
        Locale.ROOT, format + " (" + format + " to " + format + ")", median(), min(), max());
  }
}
