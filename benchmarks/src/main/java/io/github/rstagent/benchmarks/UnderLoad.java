// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A running service: its reads, its resets, and what it keeps. */
final class UnderLoad {
  private static final String LOGGED = "logged to a file";
  private static final String IGNORED = "ignored by a handler";
  private static final String SUPPRESSED = "suppressed";
  private static final String STRANGER = "a stranger's, with rst-agent";
  private static final String PLAIN = "no agent";
  private static final String PLAIN_AGAIN = "no agent, once more";
  private static final String IGNORED_AGAIN = "ignored, once more";
  private static final String OURS = "rst-agent";

  private final Settings settings;
  private final Page page;

  UnderLoad(Settings settings, Page page) {
    this.settings = settings;
    this.page = page;
  }

  void measure() throws IOException {
    reads();
    resets();
    memory();
  }

  private void reads() throws IOException {
    int times = settings.quick() ? 2_000 : 10_000;
    LongRuns runs =
        new LongRuns()
            .candidate(PLAIN, RunningService.jvm(settings), RunningService::echo)
            .candidate(PLAIN_AGAIN, RunningService.jvm(settings), RunningService::echo)
            .candidate(
                OURS,
                RunningService.jvm(settings).flags(Agents.ours(settings)),
                RunningService::echo)
            .run(settings.starts(), settings.rounds() / settings.starts(), times, 6);
    Samples plain = runs.micros().get(PLAIN);
    page.put(
        "reads",
        runs.micros().get(PLAIN_AGAIN).over(plain).textWithQuartiles("%.3f")
            + " of itself when it runs once more, "
            + runs.micros().get(OURS).over(plain).textWithQuartiles("%.3f")
            + " with rst-agent");
  }

  private void resets() throws IOException {
    int times = settings.quick() ? 500 : 2_000;
    LongRuns.Work listed = (service, n) -> service.reset(Agents.LISTED, n);
    LongRuns.Work stranger = (service, n) -> service.reset(Agents.STRANGER, n);
    LongRuns runs =
        new LongRuns()
            .candidate(LOGGED, RunningService.jvm(settings), listed)
            .candidate(IGNORED, RunningService.jvm(settings, "ignore"), listed)
            .candidate(IGNORED_AGAIN, RunningService.jvm(settings, "ignore"), listed)
            .candidate(
                SUPPRESSED, RunningService.jvm(settings).flags(Agents.ours(settings)), listed)
            .candidate(
                STRANGER, RunningService.jvm(settings).flags(Agents.ours(settings)), stranger)
            .run(settings.starts(), settings.rounds() * 2 / settings.starts(), times, 20);
    Samples logged = runs.micros().get(LOGGED);
    Samples ignored = runs.micros().get(IGNORED);
    Table table =
        new Table("a reset that is", "CPU, µs", "ratio to logged", "ratio to ignored", "bytes");
    Map<String, Samples> bars = new LinkedHashMap<>();
    runs.micros()
        .forEach(
            (name, micros) -> {
              table.row(
                  name,
                  micros.text("%.0f"),
                  name.equals(LOGGED) ? "1" : micros.over(logged).textWithQuartiles("%.2f"),
                  name.equals(IGNORED) ? "1" : micros.over(ignored).textWithQuartiles("%.2f"),
                  runs.bytes(name).text("%.0f"));
              bars.put(name, micros);
            });
    page.put("resets", table);
    Plots.bars(
        settings.output().resolve("cost-resets.svg"),
        "CPU of the service for one connection that is reset, µs",
        bars);
  }

  private void memory() throws IOException {
    Samples heap = new Samples();
    Samples metaspace = new Samples();
    for (int round = 0; round < Math.min(settings.rounds(), 5); round++) {
      try (RunningService plain = new RunningService(RunningService.jvm(settings));
          RunningService ours =
              new RunningService(RunningService.jvm(settings).flags(Agents.ours(settings)))) {
        plain.echo(100);
        ours.echo(100);
        heap.add((ours.ask("heap") - plain.ask("heap")) / 1e3);
        metaspace.add((ours.ask("metaspace") - plain.ask("metaspace")) / 1e3);
      }
    }
    page.put(
        "memory", heap.text("%.0f kB of heap") + " and " + metaspace.text("%.0f kB of metaspace"));
  }
}
