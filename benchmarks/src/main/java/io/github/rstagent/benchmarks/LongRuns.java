// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Services that run side by side and take turns, so that all see the same machine. Each is started
 * several times: what the JIT compiler makes of the same program differs from JVM to JVM by more
 * than what is to be measured.
 */
final class LongRuns {
  /** What a turn consists of. */
  interface Work {
    void on(RunningService service, int times) throws IOException;
  }

  private record Candidate(String name, Jvm jvm, Work work, Samples micros, Samples bytes) {}

  private record Runner(Candidate candidate, RunningService service) {
    void work(int times) throws IOException {
      candidate.work().on(service, times);
    }
  }

  private final List<Candidate> candidates = new ArrayList<>();

  LongRuns candidate(String name, Jvm jvm, Work work) {
    candidates.add(new Candidate(name, jvm, work, new Samples(), new Samples()));
    return this;
  }

  /**
   * @param starts of each service
   * @param turns of each service between its start and its end
   * @param times that a turn does the work
   * @param warmUp turns that are not measured
   */
  LongRuns run(int starts, int turns, int times, int warmUp) throws IOException {
    List<Candidate> order = new ArrayList<>(candidates);
    for (int start = 0; start < starts; start++) {
      List<Runner> runners = new ArrayList<>();
      try {
        for (Candidate candidate : order) {
          runners.add(new Runner(candidate, new RunningService(candidate.jvm())));
        }
        for (int i = 0; i < warmUp; i++) {
          for (Runner runner : runners) {
            runner.work(times);
          }
        }
        for (int turn = 0; turn < turns; turn++) {
          for (Runner runner : runners) {
            measure(runner, times);
          }
          Collections.rotate(runners, 1);
        }
      } finally {
        for (Runner runner : runners) {
          runner.service().close();
        }
      }
      Collections.rotate(order, 1);
    }
    return this;
  }

  private static void measure(Runner runner, int times) throws IOException {
    RunningService service = runner.service();
    long allocated = service.ask("allocated");
    long before = service.cpu();
    runner.work(times);
    runner.candidate().micros().add((service.cpu() - before) / 1e3 / times);
    runner.candidate().bytes().add((double) (service.ask("allocated") - allocated) / times);
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
