// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
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
      put(fileName(HomeJar.class), bytes(HomeJar.class), out);
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
    Class<?> own = loader.loadClass(HomeJar.class.getName());

    assertThat(own).isNotSameAs(HomeJar.class);
    assertThat(own.getClassLoader()).isSameAs(loader);
    assertThat(own.getProtectionDomain()).isSameAs(AgentLoaderTest.class.getProtectionDomain());
    assertThat(loader.loadClass(HomeJar.class.getName())).isSameAs(own);
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
    for (String none : List.of("io/github/rstagent/absent", "other")) {
      assertThat(loader.getResourceAsStream(none)).as(none).isNull();
      assertThat(loader.getResource(none)).as(none).isNull();
      assertThat(loader.getResources(none).hasMoreElements()).as(none).isFalse();
    }
  }

  /** Other agents read our class files, or load our classes to see what they are. */
  @Test
  void saysWhereTheAgentsFilesAre() throws IOException {
    String file = fileName(HomeJar.class);
    URL resource = loader.getResource(file);

    assertThat(resource).asString().startsWith("jar:file:/").endsWith("/rst-agent.jar!/" + file);
    assertThat(Collections.list(loader.getResources(file))).containsExactly(resource);
    try (InputStream in = ChildFirstLoader.open(resource)) {
      assertThat(in).hasBinaryContent(bytes(HomeJar.class));
    }
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
  void isNotUsedWhereTheAgentDoesNotComeFromAJarThatCanBeRead() throws IOException {
    ClassLoader given = AgentLoaderTest.class.getClassLoader();
    assertThat(AgentLoader.of(AgentLoaderTest.class)).as("from a folder").isSameAs(given);

    Path noJar = Files.writeString(folder.resolve("no.jar"), "no jar");
    Class<?> entry = entryFrom(noJar);
    assertThat(AgentLoader.of(entry)).isSameAs(entry.getClassLoader());
  }

  @Test
  void isUsedWhereTheAgentComesFromAJar() throws Exception {
    Class<?> entry = entryFrom(Path.of(jar.getName()));

    ClassLoader made = AgentLoader.of(entry);

    assertThat(made).isInstanceOf(AgentLoader.class);
    assertThat(made.loadClass(HomeJar.class.getName()).getProtectionDomain())
        .isSameAs(entry.getProtectionDomain());
  }

  /** A class that seems to come from there. */
  private static Class<?> entryFrom(Path place) throws IOException {
    URL location = place.toUri().toURL();
    byte[] classFile = bytes(AgentLoaderTest.class);
    return new ClassLoader(AgentLoaderTest.class.getClassLoader()) {
      Class<?> define() {
        CodeSource source = new CodeSource(location, (Certificate[]) null);
        return defineClass(
            null, classFile, 0, classFile.length, new ProtectionDomain(source, null));
      }
    }.define();
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
