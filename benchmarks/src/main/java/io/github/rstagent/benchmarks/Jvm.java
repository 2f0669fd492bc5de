// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command line of a JVM with one of the programs of this module. */
final class Jvm {
  private final Settings settings;
  private final List<String> flags = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();
  private final Class<?> main;
  private final List<String> arguments;

  Jvm(Settings settings, Class<?> main, String... arguments) {
    this.settings = settings;
    this.main = main;
    this.arguments = List.of(arguments);
    classPath.add(settings.programs());
    flags(
        "-XX:+UseSerialGC",
        "-XX:-UseDynamicNumberOfCompilerThreads", // else a thread's CPU time goes with it
        "-Dlog.file=" + settings.work().resolve("service.log"));
  }

  Jvm flags(String... more) {
    flags.addAll(List.of(more));
    return this;
  }

  /** Adds libraries by the beginnings of their file names. */
  Jvm with(String... libraries) throws IOException {
    for (String library : libraries) {
      classPath.addAll(jars(settings, library));
    }
    return this;
  }

  static List<Path> jars(Settings settings, String beginning) throws IOException {
    try (Stream<Path> jars = Files.list(settings.libraries())) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(beginning))
          .sorted()
          .toList();
    }
  }

  private List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.add("-cp");
    line.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    line.add(main.getName());
    line.addAll(arguments);
    return line;
  }

  /**
   * Runs it to its end.
   *
   * @return what it prints as lines of a name and a number, and the CPU seconds of the whole
   *     process, which the shell knows to the millisecond, as {@code cpu}
   */
  Map<String, Double> run() throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='cpu %U %S'; time \"$@\" 2>&3", "bash"));
    line.addAll(line());
    line.set(2, "exec 3>>\"" + settings.work().resolve("stderr.log") + "\"; " + line.get(2));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    Map<String, Double> figures = new HashMap<>();
    try (BufferedReader out = reader(process)) {
      for (String text = out.readLine(); text != null; text = out.readLine()) {
        String[] words = text.split(" ", -1);
        double value = Double.parseDouble(words[1]);
        figures.put(
            words[0], words[0].equals("cpu") ? value + Double.parseDouble(words[2]) : value);
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException(line + ": exit code " + process.exitValue() + ", " + figures);
    }
    return figures;
  }

  Process start() throws IOException {
    return new ProcessBuilder(line())
        .redirectError(
            ProcessBuilder.Redirect.appendTo(settings.work().resolve("stderr.log").toFile()))
        .start();
  }

  static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
