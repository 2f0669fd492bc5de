// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.service.ClassFileCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;

/** What a class of a running service consists of at a moment. */
final class ClassFiles {
  static final String READS = "io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe";

  private final Path folder;
  private final Path agent;
  private int captured;

  ClassFiles(Path folder) throws IOException {
    this.folder = folder;
    agent = folder.resolve("capture.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", ClassFileCapture.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    String entry = ClassFileCapture.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(agent);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream classFile = ClassFileCapture.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      classFile.transferTo(out);
    }
  }

  /** The class file of {@link #READS} as it is in force. */
  byte[] capture(Service service) throws IOException {
    Path file = folder.resolve("captured-" + ++captured + ".class");
    Attachment.load(service.jvm(), agent, READS + "=" + file);
    assertThat(file).as("captured class file").isRegularFile();
    return Files.readAllBytes(file);
  }

  /** The same as its makers have published it. */
  byte[] published(String netty) throws IOException {
    for (Path jar : MavenJars.netty(netty)) {
      try (JarFile classes = new JarFile(jar.toFile())) {
        JarEntry entry = classes.getJarEntry(READS.replace('.', '/') + ".class");
        if (entry != null) {
          return classes.getInputStream(entry).readAllBytes();
        }
      }
    }
    throw new AssertionError("Netty " + netty + " has no " + READS);
  }

  /** All methods, instruction by instruction; where constants lie in the pool does not matter. */
  String methods(byte[] classFile) throws IOException {
    Path file = Files.write(folder.resolve("shown.class"), classFile);
    StringWriter text = new StringWriter();
    int code =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(new PrintWriter(text), new PrintWriter(text), "-p", "-c", "-s", file.toString());
    assertThat(code).as(text.toString()).isZero();
    return text.toString().replaceAll("#\\d+", "#");
  }
}
