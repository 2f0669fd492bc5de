// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A Java installation that services are run on. */
public record JavaHome(String version, Path path) {
  /** More installations to run part of the tests on: {@code 8=/path,11=/path}. */
  private static final String MORE = "it.java.homes";

  public static JavaHome ofTheBuild() {
    return new JavaHome(
        String.valueOf(Runtime.version().feature()), Path.of(System.getProperty("java.home")));
  }

  /** That of the build, and {@link #more}. */
  public static Stream<JavaHome> all() {
    return Stream.concat(Stream.of(ofTheBuild()), more().stream());
  }

  public static List<JavaHome> more() {
    String homes = System.getProperty(MORE, System.getenv().getOrDefault("IT_JAVA_HOMES", ""));
    return Arrays.stream(homes.split(","))
        .filter(home -> !home.isBlank())
        .map(JavaHome::parse)
        .toList();
  }

  private static JavaHome parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || !Files.isDirectory(Path.of(text.substring(equals + 1)))) {
      throw new IllegalArgumentException(
          MORE + ": expected VERSION=FOLDER of a Java installation, found '" + text + "'");
    }
    return new JavaHome(text.substring(0, equals), Path.of(text.substring(equals + 1)));
  }

  public int feature() {
    return Integer.parseInt(version);
  }

  public Path tool(String name) {
    return path.resolve("bin").resolve(name);
  }

  public boolean hasTool(String name) {
    return Files.isExecutable(tool(name));
  }
}
