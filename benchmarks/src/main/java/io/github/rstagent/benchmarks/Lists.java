// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import io.github.rstagent.benchmarks.programs.ListLoading;
import io.github.rstagent.benchmarks.programs.RuleMemory;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Allowlists: look-up, memory, loading. */
final class Lists {
  private static final List<String> LIBRARIES = List.of("rst-agent", "IPAddress", "IpSubnetFilter");
  private static final int MANY = 1_000_000;

  private final Settings settings;
  private final Page page;

  Lists(Settings settings, Page page) {
    this.settings = settings;
    this.page = page;
  }

  void measure() throws IOException, InterruptedException, RunnerException {
    memory();
    loading();
    lookUps();
  }

  private void lookUps() throws IOException, RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(LookUp.class.getName() + "\\.")
                    .forks(1)
                    .warmupIterations(settings.quick() ? 1 : 3)
                    .warmupTime(TimeValue.milliseconds(settings.quick() ? 100 : 300))
                    .measurementIterations(settings.quick() ? 2 : 5)
                    .measurementTime(TimeValue.milliseconds(settings.quick() ? 100 : 300))
                    .addProfiler(GCProfiler.class)
                    .jvmArgs("-Xmx4g", "-XX:+UseSerialGC")
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    Map<String, Map<Integer, Double>> lines = new TreeMap<>();
    for (RunResult result : results) {
      String library = result.getParams().getParam("library");
      int rules = Integer.parseInt(result.getParams().getParam("rules"));
      String family = result.getParams().getParam("family");
      double nanos = result.getPrimaryResult().getStatistics().getPercentile(50);
      Map<String, String> row =
          cells.computeIfAbsent(
              String.format(Locale.ROOT, "%s, %,d", family, rules), key -> new LinkedHashMap<>());
      row.put(
          library,
          String.format(
              Locale.ROOT,
              "%.0f, %.0f",
              nanos,
              result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
      lines.computeIfAbsent(library + ", " + family, key -> new TreeMap<>()).put(rules, nanos);
    }
    Table table = new Table("rules; ns, bytes", "rst-agent", "IPAddress 5.6.2", "IpSubnetFilter");
    cells.forEach(
        (name, row) ->
            table.row(
                name,
                row.get(LIBRARIES.get(0)),
                row.get(LIBRARIES.get(1)),
                row.get(LIBRARIES.get(2))));
    page.put("look-ups", table);
    Plots.lines(
        settings.output().resolve("cost-look-up.svg"), "One look-up of a listed peer, ns", lines);
  }

  private void memory() throws IOException, InterruptedException {
    Table table = new Table("bytes per rule", "IPv4", "IPv6");
    for (String library : LIBRARIES) {
      table.row(library, bytesPerRule(library, "IPv4"), bytesPerRule(library, "IPv6"));
    }
    page.put("memory-per-rule", table);
  }

  private String bytesPerRule(String library, String family)
      throws IOException, InterruptedException {
    double bytes =
        program(RuleMemory.class, library, family, String.valueOf(MANY)).run().get("bytes");
    return String.format(Locale.ROOT, "%.0f", bytes);
  }

  private void loading() throws IOException, InterruptedException {
    ShortRuns runs =
        new ShortRuns()
            .candidate("list", program(ListLoading.class, String.valueOf(MANY)))
            .run(Math.min(settings.rounds(), 5));
    page.put(
        "loading",
        runs.get("list", "first-s").text("%.2f s in a new JVM, ")
            + runs.get("list", "later-s").text("%.2f s later on; of the ")
            + runs.get("list", "look-ups").times(1e-6).text("%.1f million look-ups meanwhile ")
            + runs.get("list", "wrong").text("%.0f were wrong"));
  }

  private Jvm program(Class<?> main, String... arguments) throws IOException {
    return new Jvm(settings, main, arguments)
        .flags("-Xmx4g")
        .with("rst-agent", "ipaddress", "netty-");
  }
}
