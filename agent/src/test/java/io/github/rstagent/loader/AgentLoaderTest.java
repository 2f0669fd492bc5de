// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLoaderTest {
  private static final String BROKEN = "io/github/rstagent/Broken.class";

  @TempDir Path folder;

  private ZipFile jar;
  private ClassLoader loader;

  @BeforeEach
  void makeJar() throws IOException {
    Path file = folder.resolve("rst-agent.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      put(fileName(AgentJar.class), bytes(AgentJar.class), out);
      put(fileName(Test.class), bytes(Test.class), out);
      put(BROKEN, "no class".getBytes(UTF_8), out);
      put("io/github/rstagent/resource", "text".getBytes(UTF_8), out);
      put("other", "text".getBytes(UTF_8), out);
    }
    jar = new ZipFile(file.toFile());
    loader = new AgentLoader(jar, AgentLoaderTest.class);
  }

  @AfterEach
  void closeJar() throws IOException {
    jar.close();
  }

  @Test
  void definesTheAgentsClassesAnewWithTheRightsThatTheAgentHas() throws Exception {
    Class<?> own = loader.loadClass(AgentJar.class.getName());

    assertThat(own).isNotSameAs(AgentJar.class);
    assertThat(own.getClassLoader()).isSameAs(loader);
    assertThat(own.getProtectionDomain()).isSameAs(AgentLoaderTest.class.getProtectionDomain());
    assertThat(loader.loadClass(AgentJar.class.getName())).isSameAs(own);
  }

  @Test
  void seesTheJdkAndNothingOfTheService() throws Exception {
    assertThat(loader.loadClass("java.lang.instrument.Instrumentation"))
        .isSameAs(Instrumentation.class);
    assertThatThrownBy(() -> loader.loadClass(Test.class.getName()))
        .as("not the agent's, though in its jar, and on the class path")
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> loader.loadClass(AgentLoaderTest.class.getName()))
        .as("named like the agent's, and on the class path alone")
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void readsTheAgentsFilesAndNoOthers() throws IOException {
    try (InputStream in = loader.getResourceAsStream("io/github/rstagent/resource")) {
      assertThat(in).hasContent("text");
    }
    assertThat(loader.getResourceAsStream("io/github/rstagent/absent")).isNull();
    assertThat(loader.getResourceAsStream("other")).isNull();
  }

  @Test
  void saysWhatCannotBeLoadedInTheWayOfClassLoaders() throws IOException {
    assertThatThrownBy(() -> loader.loadClass("io.github.rstagent.Broken"))
        .isInstanceOf(ClassFormatError.class);
    assertThatThrownBy(() -> loader.loadClass("io.github.rstagent.Absent"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  /** Two threads that load classes of ours and hold a lock each would wait for each other else. */
  @Test
  void isParallelCapable() {
    assertThat(loader.isRegisteredAsParallelCapable()).isTrue();
  }

  @Test
  void isNotUsedWhereTheAgentDoesNotComeFromAJar() {
    assertThat(AgentLoader.beside(AgentLoaderTest.class))
        .isSameAs(AgentLoaderTest.class.getClassLoader());
  }

  private static void put(String name, byte[] content, JarOutputStream out) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = type.getClassLoader().getResourceAsStream(fileName(type))) {
      return in.readAllBytes();
    }
  }

  private static String fileName(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }
}
