// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import io.github.rstagent.benchmarks.programs.HelloWorld;
import io.github.rstagent.benchmarks.programs.PlainHttp;
import io.github.rstagent.benchmarks.programs.ShortLivedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A JVM from its start to its end. */
final class StartUp {
  private static final String EMPTY = "empty agent";
  private static final String OURS = "rst-agent";
  private static final String BYTEMAN = "Byteman 4.0.27";

  private final Settings settings;
  private final Page page;

  StartUp(Settings settings, Page page) {
    this.settings = settings;
    this.page = page;
  }

  void measure() throws IOException, InterruptedException {
    shortLivedService();
    withoutNetty();
    stalls();
  }

  private void shortLivedService() throws IOException, InterruptedException {
    ShortRuns runs =
        new ShortRuns()
            .candidate(EMPTY, service().flags(Agents.empty(settings)))
            .candidate(OURS, service().flags(Agents.ours(settings)))
            .candidate(BYTEMAN, service().flags(Agents.byteman(settings)))
            .run(settings.rounds());
    int floor = classesLoaded(service().flags(Agents.empty(settings)));
    Table table = new Table("", "classes more", "CPU, ms", "CPU, ratio", "bind to ready, ms");
    Map<String, Samples> ratios = new LinkedHashMap<>();
    Map<String, String> agents = new LinkedHashMap<>();
    agents.put(EMPTY, Agents.empty(settings));
    agents.put(OURS, Agents.ours(settings));
    agents.put(BYTEMAN, Agents.byteman(settings));
    for (Map.Entry<String, String> agent : agents.entrySet()) {
      String name = agent.getKey();
      Samples ratio = runs.get(name, "cpu").over(runs.get(EMPTY, "cpu"));
      ratios.put(name, ratio);
      table.row(
          name,
          name.equals(EMPTY)
              ? "0"
              : String.valueOf(classesLoaded(service().flags(agent.getValue())) - floor),
          runs.get(name, "cpu").times(1000).text("%.0f"),
          name.equals(EMPTY) ? "1" : ratio.textWithQuartiles("%.2f"),
          runs.get(name, "bind-ms").text("%.0f"));
    }
    page.put("start-up", table);
    Plots.bars(
        settings.output().resolve("cost-start-up.svg"),
        "CPU of a short-lived Netty server, ratio to an empty agent",
        ratios);
  }

  private void withoutNetty() throws IOException, InterruptedException {
    Table table = new Table("", "classes more", "CPU, ms", "CPU, ratio");
    withoutNetty(table, "one line", HelloWorld.class);
    withoutNetty(table, "one request", PlainHttp.class);
    page.put("without-netty", table);
  }

  private void withoutNetty(Table table, String what, Class<?> main)
      throws IOException, InterruptedException {
    ShortRuns runs =
        new ShortRuns()
            .candidate(EMPTY, program(main).flags(Agents.empty(settings)))
            .candidate(OURS, program(main).flags(Agents.ours(settings)))
            .run(settings.rounds());
    int floor = classesLoaded(program(main).flags(Agents.empty(settings)));
    table.row(what + ", " + EMPTY, "0", runs.get(EMPTY, "cpu").times(1000).text("%.0f"), "1");
    table.row(
        what + ", " + OURS,
        String.valueOf(classesLoaded(program(main).flags(Agents.ours(settings))) - floor),
        runs.get(OURS, "cpu").times(1000).text("%.0f"),
        runs.get(OURS, "cpu").over(runs.get(EMPTY, "cpu")).textWithQuartiles("%.2f"));
  }

  private void stalls() throws IOException, InterruptedException {
    Table table = new Table("ms", EMPTY, OURS, "difference");
    stall(table, "hooked class", "load");
    stall(table, "first connection", "stall");
    page.put("stalls", table);
  }

  private void stall(Table table, String name, String program)
      throws IOException, InterruptedException {
    ShortRuns runs =
        new ShortRuns()
            .candidate(EMPTY, service(program).flags(Agents.empty(settings)))
            .candidate(OURS, service(program).flags(Agents.ours(settings)))
            .run(settings.rounds());
    Samples empty = runs.get(EMPTY, program + "-ms");
    Samples ours = runs.get(OURS, program + "-ms");
    table.row(
        name, empty.text("%.1f"), ours.text("%.1f"), ours.minus(empty).textWithQuartiles("%.1f"));
  }

  private Jvm service(String... arguments) throws IOException {
    return new Jvm(settings, ShortLivedService.class, arguments).flags("-Xmx256m").with("netty-");
  }

  private Jvm program(Class<?> main) {
    return new Jvm(settings, main).flags("-Xmx256m");
  }

  private int classesLoaded(Jvm jvm) throws IOException, InterruptedException {
    Path log = settings.work().resolve("classes.log");
    jvm.flags("-Xlog:class+load:file=" + log + ":none").run();
    try (Stream<String> lines = Files.lines(log)) {
      return Math.toIntExact(lines.count());
    }
  }
}
