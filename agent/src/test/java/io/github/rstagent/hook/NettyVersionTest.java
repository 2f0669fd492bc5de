// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NettyVersionTest {
  private static final String VERSIONS = "META-INF/io.netty.versions.properties";
  private static final String POM = "META-INF/maven/io.netty/netty-all/pom.properties";

  @TempDir Path folder;

  @Test
  void isThatOfTheNettyOnTheClassPath() {
    assertThat(NettyVersion.of(Channel.class.getClassLoader(), Channel.class.getProtectionDomain()))
        .isEqualTo("4.1.137.Final");
  }

  @Test
  void isThatOfTheNetty3BesideIt() {
    Class<?> netty3 = org.jboss.netty.channel.Channel.class;

    assertThat(NettyVersion.of(netty3.getClassLoader(), netty3.getProtectionDomain()))
        .isEqualTo("3.10.6.Final");
  }

  @Test
  void isThatOfTheTransport() throws Exception {
    URL jar =
        jar(
            "netty.jar",
            VERSIONS,
            "netty-common.version=4.1.1\nnetty-transport.version=4.1.2\nversion=9\n");

    assertThat(versionIn(null, jar)).isEqualTo("4.1.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "META-INF/maven/io.netty/netty-transport/pom.properties",
        POM,
        "META-INF/maven/io.netty/netty/pom.properties",
        "META-INF/maven/org.jboss.netty/netty/pom.properties"
      })
  void isThatOfMavenWhereNettySaysNothing(String file) throws Exception {
    assertThat(versionIn(null, jar("netty.jar", file, "version=4.0.0.Final\n")))
        .isEqualTo("4.0.0.Final");
  }

  @Test
  void isThatOfTheJarThatTheClassComesFrom() throws Exception {
    URL first = jar("first.jar", VERSIONS, "netty-transport.version=4.1.1\n");
    URL second = jar("second.jar", VERSIONS, "netty-transport.version=4.1.2\n");

    assertThat(versionIn(first, first, second)).isEqualTo("4.1.1");
    assertThat(versionIn(second, first, second)).isEqualTo("4.1.2");
    assertThat(versionIn(null, first, second)).isEqualTo("4.1.1");
  }

  @Test
  void isThatOfAnotherJarWhereTheClasssOwnSaysNothing() throws Exception {
    URL own = jar("own.jar", "META-INF/LICENSE", "");
    URL other = jar("other.jar", VERSIONS, "netty-transport.version=4.1.2\n");

    assertThat(versionIn(own, own, other)).isEqualTo("4.1.2");
  }

  @Test
  void isUnknownWhereNothingSaysIt() throws Exception {
    assertThat(versionIn(null, jar("a.jar", "META-INF/LICENSE", "")))
        .isEqualTo("of unknown version");
    assertThat(versionIn(null, jar("b.jar", VERSIONS, "netty-common.shortCommitHash=1a2b\n")))
        .isEqualTo("of unknown version");
  }

  @Test
  void isThatOfAnotherArtifactWhereAShadedJarKeptOneFile() throws Exception {
    URL shaded = jar("shaded.jar", VERSIONS, "netty-codec-socks.version=4.1.100.Final\n");

    assertThat(versionIn(shaded, shaded)).isEqualTo("4.1.100.Final");
  }

  /** As in grpc-netty-shaded 1.20.0: of Netty 4.1.34 with tcnative 2.0.22. */
  @Test
  void isNotThatOfTcnative() throws Exception {
    String tcnative = "netty-tcnative-boringssl-static.version=2.0.22.Final\n";
    URL alone = jar("alone.jar", VERSIONS, tcnative);
    URL grpc =
        jar(
            "grpc.jar",
            VERSIONS,
            tcnative,
            "META-INF/maven/io.netty/netty-transport/pom.properties",
            "version=4.1.34.Final\n");

    assertThat(versionIn(alone, alone)).isEqualTo("of unknown version");
    assertThat(versionIn(grpc, grpc)).isEqualTo("4.1.34.Final");
  }

  @Test
  void isUnknownWhereTheLoaderFails() {
    ClassLoader failing =
        new ClassLoader(null) {
          @Override
          public java.util.Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("closed");
          }
        };

    assertThat(NettyVersion.of(failing, null)).isEqualTo("of unknown version");
  }

  /** Else Windows could not delete the jar, nor a server undeploy it. */
  @Test
  void leavesNoJarOpen() throws Exception {
    URL jar = jar("netty.jar", VERSIONS, "netty-transport.version=4.1.1\n");
    assertThat(versionIn(jar, jar)).isEqualTo("4.1.1");

    jar("netty.jar", VERSIONS, "netty-transport.version=4.1.2\nanother=line, of another length\n");

    assertThat(versionIn(jar, jar)).isEqualTo("4.1.2");
  }

  private URL jar(String name, String... filesAndContents) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (int i = 0; i < filesAndContents.length; i += 2) {
        out.putNextEntry(new ZipEntry(filesAndContents[i]));
        out.write(filesAndContents[i + 1].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        out.closeEntry();
      }
    }
    return jar.toUri().toURL();
  }

  private static String versionIn(URL location, URL... classPath) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(classPath, null)) {
      CodeSource source = new CodeSource(location, (Certificate[]) null);
      return NettyVersion.of(loader, new ProtectionDomain(source, null));
    }
  }
}
