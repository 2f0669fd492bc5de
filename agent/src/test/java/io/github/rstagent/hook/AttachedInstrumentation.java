// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The instrumentation of the JVM that runs the tests: {@code jcmd} loads an empty agent into it.
 */
public final class AttachedInstrumentation {
  private static volatile Instrumentation instrumentation;

  private AttachedInstrumentation() {}

  /** Called by the JVM. */
  public static void agentmain(String argument, Instrumentation given) {
    instrumentation = given;
  }

  /** Loads the agent where it is not there yet. */
  public static synchronized Instrumentation get() throws Exception {
    if (instrumentation == null) {
      load();
    }
    return instrumentation;
  }

  private static void load() throws Exception {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", AttachedInstrumentation.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = Files.createTempFile("agent", ".jar");
    try {
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream empty = new JarOutputStream(out, manifest)) {
        empty.finish();
      }
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(ProcessHandle.current().pid()),
                  "JVMTI.agent_load",
                  jar.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
      assertThat(jcmd.waitFor()).as(said).isZero();
      assertThat(instrumentation).as(said).isNotNull();
    } finally {
      Files.delete(jar);
    }
  }
}
