// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services that run side by side and take turns, so that all see the same machine. */
final class LongRuns {
  /** What a turn consists of. */
  interface Work {
    void on(RunningService service, int times) throws IOException;
  }

  private record Candidate(
      String name, RunningService service, Work work, Samples micros, Samples bytes) {}

  private final List<Candidate> candidates = new ArrayList<>();

  LongRuns candidate(String name, Jvm jvm, Work work) throws IOException {
    candidates.add(
        new Candidate(name, new RunningService(jvm), work, new Samples(), new Samples()));
    return this;
  }

  LongRuns run(int turns, int times, int warmUp) throws IOException {
    try {
      for (int i = 0; i < warmUp; i++) {
        for (Candidate candidate : candidates) {
          candidate.work().on(candidate.service(), times);
        }
      }
      List<Candidate> order = new ArrayList<>(candidates);
      for (int turn = 0; turn < turns; turn++) {
        for (Candidate candidate : order) {
          measure(candidate, times);
        }
        Collections.rotate(order, 1);
      }
    } finally {
      for (Candidate candidate : candidates) {
        candidate.service().close();
      }
    }
    return this;
  }

  private static void measure(Candidate candidate, int times) throws IOException {
    RunningService service = candidate.service();
    long allocated = service.ask("allocated");
    long before = service.cpu();
    candidate.work().on(service, times);
    candidate.micros().add((service.cpu() - before) / 1e3 / times);
    candidate.bytes().add((double) (service.ask("allocated") - allocated) / times);
  }

  /** CPU of the whole process for each piece of work, in microseconds. */
  Map<String, Samples> micros() {
    Map<String, Samples> all = new LinkedHashMap<>();
    candidates.forEach(candidate -> all.put(candidate.name(), candidate.micros()));
    return all;
  }

  /** Bytes allocated by the event loops for each piece of work. */
  Samples bytes(String name) {
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(name))
        .findAny()
        .orElseThrow()
        .bytes();
  }
}
