// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** What the figures were taken on. */
final class Machine {
  private Machine() {}

  static String description(Settings settings) throws IOException {
    return processor()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + ", "
        + System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.runtime.version")
        + "; Netty "
        + version(settings, "netty-transport-4")
        + ", Logback "
        + version(settings, "logback-classic-")
        + "; "
        + LocalDate.now(ZoneOffset.UTC)
        + ", "
        + settings.rounds()
        + " rounds.";
  }

  private static String processor() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static String version(Settings settings, String beginning) throws IOException {
    String name = Jvm.jars(settings, beginning).get(0).getFileName().toString();
    return name.replaceFirst("^[a-z-]+-", "").replaceFirst("\\.jar$", "");
  }
}
