// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import io.github.rstagent.benchmarks.programs.HelloWorld;
import io.github.rstagent.benchmarks.programs.ShortLivedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Small programs, from their start to their end. */
final class StartUp {
  private static final String EMPTY = "empty agent";
  private static final String OURS = "rst-agent";

  private final Settings settings;
  private final Table table =
      new Table("", "classes more", "CPU with an empty agent, ms", "ms more", "ratio");

  StartUp(Settings settings) {
    this.settings = settings;
  }

  Table measure() throws IOException, InterruptedException {
    String ours = Agents.ours(settings);
    row("Netty server, one echo", ours, ShortLivedService.class);
    row("the same, `scope=connection`", ours + ",scope=connection", ShortLivedService.class);
    row("the same, Byteman", Agents.byteman(settings), ShortLivedService.class);
    row("one line printed, without Netty", ours, HelloWorld.class);
    return table;
  }

  private void row(String name, String agent, Class<?> main)
      throws IOException, InterruptedException {
    String empty = Agents.empty(settings);
    ShortRuns runs =
        new ShortRuns()
            .candidate(EMPTY, program(main, empty))
            .candidate(OURS, program(main, agent))
            .run(settings.rounds());
    Samples floor = runs.get(EMPTY, "cpu").times(1000);
    Samples cpu = runs.get(OURS, "cpu").times(1000);
    table.row(
        name,
        String.valueOf(classesLoaded(program(main, agent)) - classesLoaded(program(main, empty))),
        floor.text("%.0f"),
        cpu.differenceFrom(floor),
        cpu.ratioTo(floor));
  }

  private Jvm program(Class<?> main, String agent) throws IOException {
    return new Jvm(settings, main).flags("-Xmx256m", agent).with("netty-");
  }

  private int classesLoaded(Jvm jvm) throws IOException, InterruptedException {
    Path log = settings.work().resolve("classes.log");
    jvm.flags("-Xlog:class+load:file=" + log + ":none").run();
    try (Stream<String> lines = Files.lines(log)) {
      return Math.toIntExact(lines.count());
    }
  }
}
