// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.shrinkwrap.resolver.api.maven.Maven;

/** Releases of the logging libraries, from the repositories and the cache that the build uses. */
public final class LoggingJars {
  private static final String LIST = "logging-libraries.txt";
  private static final Map<String, Path> JARS = new TreeMap<>(); // by their names without .jar

  static {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(LoggingJars.class.getResourceAsStream(LIST), UTF_8))) {
      lines.lines().map(LoggingJars::resolve).forEach(jar -> JARS.put(name(jar), jar));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LoggingJars() {}

  /** All of them, by name. */
  public static Collection<Path> all() {
    return JARS.values();
  }

  static Path of(String name) {
    Path jar = JARS.get(name);
    if (jar == null) {
      throw new AssertionError(name + " is not in " + LIST);
    }
    return jar;
  }

  private static Path resolve(String coordinates) {
    return Maven.configureResolver()
        .withClassPathResolution(false)
        .workOffline(Boolean.getBoolean("it.offline"))
        .resolve(coordinates)
        .withoutTransitivity()
        .asSingleFile()
        .toPath();
  }

  private static String name(Path jar) {
    return jar.getFileName().toString().replace(".jar", "");
  }
}
