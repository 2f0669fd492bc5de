// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A Java installation that services are run on. */
record JavaHome(String version, Path path) {
  /** More installations to run part of the tests on: {@code 8=/path,11=/path}. */
  private static final String MORE = "it.java.homes";

  static JavaHome ofTheBuild() {
    return new JavaHome(
        String.valueOf(Runtime.version().feature()), Path.of(System.getProperty("java.home")));
  }

  /** That of the build, and {@link #more}. */
  static Stream<JavaHome> all() {
    return Stream.concat(Stream.of(ofTheBuild()), more().stream());
  }

  static List<JavaHome> more() {
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

  int feature() {
    return Integer.parseInt(version);
  }

  Path tool(String name) {
    return path.resolve("bin").resolve(name);
  }

  boolean hasTool(String name) {
    return Files.isExecutable(tool(name));
  }
}
