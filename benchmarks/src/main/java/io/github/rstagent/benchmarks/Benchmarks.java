// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Measures everything and writes the page: see {@code benchmarks/run}. */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    Settings settings;
    try {
      settings = Settings.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Files.createDirectories(settings.work());
    Files.createDirectories(settings.output());
    copyPrograms(settings);
    Page page = new Page();
    page.put("machine", Machine.description(settings));
    page.put("jar-size", String.format(Locale.ROOT, "%.2f MB", Files.size(settings.agent()) / 1e6));
    new RealServices(settings, page).measure();
    page.put("start-up", new StartUp(settings).measure());
    page.put("resets", new Resets(settings).measure());
    page.put("look-ups", new LookUps(settings).measure());
    page.write(settings.output().resolve("cost.md"));
    System.out.println("written to " + settings.output());
  }

  /** Without this module's other classes: an agent's class must come from its jar. */
  private static void copyPrograms(Settings settings) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(settings.classes())) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> file.toString().contains("programs") || file.endsWith("logback.xml"))
              .toList();
    }
    for (Path file : files) {
      Path copy = settings.programs().resolve(settings.classes().relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
