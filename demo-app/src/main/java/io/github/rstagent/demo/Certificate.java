// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for one run: made by the JDK's keytool, deleted at the end. */
final class Certificate implements AutoCloseable {
  private static final String ALIAS = "echo";
  private static final String PASSWORD_VARIABLE = "KEYSTORE_PASSWORD";

  private final String password = new BigInteger(128, new SecureRandom()).toString(36);
  private final Path directory;

  Certificate() throws IOException, InterruptedException, DemoException {
    directory = Files.createTempDirectory("rst-agent-demo");
    Process keytool = keytool().start();
    keytool.getOutputStream().close();
    Output said = new Output(keytool.getInputStream(), "keytool");
    if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      close();
      throw new DemoException(
          "keytool could not make a certificate: " + String.join(" ", said.lines()));
    }
  }

  private ProcessBuilder keytool() {
    String program =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool";
    ProcessBuilder builder =
        new ProcessBuilder(
            program,
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-validity",
            "1",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            keyStore().toString(),
            "-storepass:env",
            PASSWORD_VARIABLE);
    builder.environment().put(PASSWORD_VARIABLE, password);
    builder.redirectErrorStream(true);
    return builder;
  }

  Path keyStore() {
    return directory.resolve("echo.p12");
  }

  String password() {
    return password;
  }

  /** Sockets of a client that trusts this certificate and no other. */
  SSLSocketFactory clientSockets() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore())) {
      keys.load(in, password.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(keyStore());
    Files.deleteIfExists(directory);
  }
}
