// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeJarTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"rst-agent.jar", "rst agent.jar", "rst%20agent.jar", "r+s#t?.jar", "äö.jar"})
  void isReadWhateverItsName(String name) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("there"));
      out.write("text".getBytes(UTF_8));
    }
    ProtectionDomain domain = domain(jar.toUri().toURL());

    try (InputStream in = HomeJar.open(domain, "there")) {
      assertThat(in).hasContent("text");
    }
    assertThat(HomeJar.open(domain, "not there")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/netty.jar",
        "jar:file:/service.jar!/lib/netty.jar!/",
        "file:/a%zz.jar",
        "file://elsewhere/netty.jar"
      })
  void isNoneWhereItIsNoFileOfThisMachine(String location) throws IOException {
    assertThat(HomeJar.open(domain(new URL(location)), "there")).isNull();
  }

  @Test
  void isNoneForAFolderAndWhatComesFromNowhere() throws IOException {
    Files.writeString(folder.resolve("there"), "text");
    assertThat(HomeJar.open(domain(folder.toUri().toURL()), "there")).isNull();
    assertThat(HomeJar.open(domain(folder.resolve("absent.jar").toUri().toURL()), "there"))
        .isNull();
    assertThat(HomeJar.open(domain(null), "there")).isNull();
    assertThat(HomeJar.open(new ProtectionDomain(null, null), "there")).isNull();
    assertThat(HomeJar.open(null, "there")).isNull();
  }

  @Test
  void isNoneWhereItCannotBeRead() throws IOException {
    Path file = Files.writeString(folder.resolve("library.jar"), "no jar");

    assertThat(HomeJar.open(domain(file.toUri().toURL()), "there")).isNull();
  }

  @Test
  void isAFolderWhereClassesLieInOne() {
    assertThat(HomeJar.of(HomeJarTest.class)).isDirectory();
    assertThat(HomeJar.of(String.class)).isNull();
  }

  private static ProtectionDomain domain(URL location) {
    return new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 50_000})
  void readsToTheEnd(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);

    assertThat(HomeJar.readAll(new ByteArrayInputStream(bytes))).isEqualTo(bytes);
  }
}
