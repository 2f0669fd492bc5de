// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeJarTest {
  @TempDir Path folder;

  @Test
  void readsFilesOfAJar() throws IOException {
    Path file = folder.resolve("a library.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new JarEntry("there"));
      out.write("text".getBytes(UTF_8));
    }
    HomeJar jar = HomeJar.of(domain(file.toUri().toURL()));

    try (InputStream in = jar.open("there")) {
      assertThat(in).hasContent("text");
    }
    assertThat(jar.open("not there")).isNull();
  }

  @Test
  void saysWhereAJarCannotBeRead() throws IOException {
    Path file = Files.writeString(folder.resolve("library.jar"), "no jar");
    HomeJar jar = HomeJar.of(domain(file.toUri().toURL()));

    assertThatThrownBy(() -> jar.open("there")).isInstanceOf(IOException.class);
  }

  @Test
  void isNoneForAFolderAJarInAJarAndWhatComesFromNowhere() throws IOException {
    assertThat(HomeJar.of(domain(folder.toUri().toURL()))).isNull();
    assertThat(HomeJar.of(domain(new URL("jar:file:/service.jar!/lib/netty.jar!/")))).isNull();
    assertThat(HomeJar.of(domain(folder.resolve("absent.jar").toUri().toURL()))).isNull();
    assertThat(HomeJar.of(domain(null))).isNull();
    assertThat(HomeJar.of(new ProtectionDomain(null, null))).isNull();
    assertThat(HomeJar.of(null)).isNull();
  }

  private static ProtectionDomain domain(URL location) {
    return new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
  }
}
