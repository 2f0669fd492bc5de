// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;

/** What a reset costs a running service. */
final class Resets {
  private static final String LOGGED = "logged to a file, no agent";
  private static final String IGNORED = "ignored by a handler of the service, no agent";
  private static final String SUPPRESSED = "suppressed";
  private static final String STRANGER = "a stranger's: judged, and logged";

  private static final int WARM_UP_TURNS = 20; // of 2,000: after 16,000 the compiler is still busy

  private final Settings settings;

  Resets(Settings settings) {
    this.settings = settings;
  }

  Table measure() throws IOException {
    int times = settings.quick() ? 200 : 2_000;
    LongRuns.Work listed = (service, n) -> service.reset(Agents.LISTED, n);
    LongRuns.Work stranger = (service, n) -> service.reset(Agents.STRANGER, n);
    String ours = Agents.ours(settings);
    LongRuns runs =
        new LongRuns()
            .candidate(LOGGED, RunningService.jvm(settings), listed)
            .candidate(IGNORED, RunningService.jvm(settings, "ignore"), listed)
            .candidate(SUPPRESSED, RunningService.jvm(settings).flags(ours), listed)
            .candidate(STRANGER, RunningService.jvm(settings).flags(ours), stranger)
            .run(settings.serviceStarts(), settings.turns(), times, WARM_UP_TURNS);
    Table table = new Table("a reset that is", "CPU, µs", "ratio to", "bytes allocated");
    row(table, runs, LOGGED, null);
    row(table, runs, IGNORED, null);
    row(table, runs, SUPPRESSED, IGNORED);
    row(table, runs, STRANGER, LOGGED);
    return table;
  }

  private static void row(Table table, LongRuns runs, String name, String comparedWith) {
    Samples micros = runs.micros().get(name);
    table.row(
        name,
        micros.text("%.0f"),
        comparedWith == null ? "" : micros.ratioTo(runs.micros().get(comparedWith)),
        String.valueOf(Math.round(runs.bytes(name).median())));
  }
}
