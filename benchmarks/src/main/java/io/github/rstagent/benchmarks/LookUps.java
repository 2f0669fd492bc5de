// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@link LookUp} of each library, by family and number of rules. */
final class LookUps {
  private final Settings settings;

  LookUps(Settings settings) {
    this.settings = settings;
  }

  Table measure() throws RunnerException {
    TimeValue time = TimeValue.milliseconds(settings.quick() ? 100 : 300);
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include(LookUp.class.getName() + "\\.")
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(time)
                    .measurementIterations(5)
                    .measurementTime(time)
                    .addProfiler(GCProfiler.class)
                    .jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run()) {
      String name =
          String.format(
              Locale.ROOT,
              "%s, %,d",
              result.getParams().getParam("family"),
              Integer.parseInt(result.getParams().getParam("rules")));
      rows.computeIfAbsent(name, key -> new ArrayList<>(List.of(key)))
          .add(
              String.format(
                  Locale.ROOT,
                  "%.0f, %.0f B",
                  result.getPrimaryResult().getStatistics().getPercentile(50),
                  result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
    }
    Table table =
        new Table("rules: ns, bytes allocated", "IPAddress 5.6.2", "IpSubnetFilter", "rst-agent");
    rows.values().forEach(row -> table.row(row.toArray(String[]::new)));
    return table;
  }
}
