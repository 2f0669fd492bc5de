// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Candidates that run from start to end, one after the other, round after round. */
final class ShortRuns {
  private final Map<String, Jvm> candidates = new LinkedHashMap<>();
  private final Map<String, Map<String, Samples>> figures = new LinkedHashMap<>();

  ShortRuns candidate(String name, Jvm jvm) {
    candidates.put(name, jvm);
    figures.put(name, new LinkedHashMap<>());
    return this;
  }

  /** A round more than asked for: the first one only warms the machine's caches. */
  ShortRuns run(int rounds) throws IOException, InterruptedException {
    List<String> order = new ArrayList<>(candidates.keySet());
    for (int round = 0; round <= rounds; round++) {
      for (String name : order) {
        Map<String, Double> run = candidates.get(name).run();
        if (round > 0) {
          run.forEach(
              (figure, value) ->
                  figures.get(name).computeIfAbsent(figure, key -> new Samples()).add(value));
        }
      }
      Collections.rotate(order, 1);
    }
    return this;
  }

  Samples get(String candidate, String figure) {
    return figures.get(candidate).get(figure);
  }
}
