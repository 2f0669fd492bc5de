// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One figure, measured once in each round. */
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  double median() {
    return quartile(2);
  }

  /** The first, second or third. */
  double quartile(int which) {
    return quantile(which / 4.0);
  }

  Samples times(double factor) {
    Samples products = new Samples();
    values.forEach(value -> products.add(value * factor));
    return products;
  }

  private double quantile(double share) {
    List<Double> sorted = values.stream().sorted().toList();
    double at = share * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }

  /** Round by round, so that what disturbs a round disturbs both sides of its ratio. */
  Samples over(Samples other) {
    Samples ratios = new Samples();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / other.values.get(i));
    }
    return ratios;
  }

  /** Round by round. */
  Samples minus(Samples other) {
    Samples differences = new Samples();
    for (int i = 0; i < values.size(); i++) {
      differences.add(values.get(i) - other.values.get(i));
    }
    return differences;
  }

  /** The median. */
  String text(String format) {
    return String.format(Locale.ROOT, format, median());
  }

  /** The median, with the quartiles in square brackets. */
  String textWithQuartiles(String format) {
    return String.format(
        Locale.ROOT,
        format + " [" + format + ", " + format + "]",
        median(),
        quartile(1),
        quartile(3));
  }
}
