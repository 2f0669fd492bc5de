// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The flags of the agents that are compared. */
final class Agents {
  /** The one that is listed. */
  static final String LISTED = "127.0.0.9";

  static final String STRANGER = "127.0.0.8";

  private Agents() {}

  static String ours(Settings settings) {
    return "-javaagent:" + settings.agent() + "=vip=" + LISTED;
  }

  /** An agent that does nothing: what any agent costs. */
  static String empty(Settings settings) throws IOException {
    Path jar = settings.work().resolve("empty-agent.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
    String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream classFile = EmptyAgent.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      classFile.transferTo(out);
      out.closeEntry();
    }
    return "-javaagent:" + jar;
  }

  /** A rule that does the same, as far as Byteman can say it. */
  static String byteman(Settings settings) throws IOException {
    return "-javaagent:"
        + Jvm.jars(settings, "byteman-").get(0)
        + "=script:"
        + settings.classes().resolve("equivalent.btm");
  }

  /** For scale; exports nothing. */
  static List<String> openTelemetry(Settings settings) throws IOException {
    return List.of(
        "-javaagent:" + Jvm.jars(settings, "opentelemetry-javaagent-").get(0),
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none");
  }
}
