// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import io.github.rstagent.it.harness.ForkedJvm;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A self-signed certificate and its key, made by the JDK's keytool, for servers with TLS. */
final class ServerKeyStore {
  private static final Path FILE =
      Path.of(System.getProperty("basedir", ""), "target", "servers.p12").toAbsolutePath();

  private ServerKeyStore() {}

  static synchronized Path file() {
    if (!Files.exists(FILE)) {
      try (ForkedJvm keytool = keytool().start()) {
        Files.createDirectories(FILE.getParent());
        if (keytool.awaitExit().exitCode() != 0) {
          throw new AssertionError(keytool.transcript());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return FILE;
  }

  private static JvmCommand keytool() {
    return JvmCommand.tool(
        JavaHome.ofTheBuild(),
        "keytool",
        "-genkeypair",
        "-keyalg",
        "EC",
        "-alias",
        "server",
        "-dname",
        "CN=localhost",
        "-validity",
        "3650",
        "-storetype",
        "PKCS12",
        "-storepass",
        "password",
        "-keystore",
        FILE.toString());
  }
}
