// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All classes verified, and wrong stack maps noticed. In a class file of version 50, which Netty's
 * are up to 4.1, HotSpot by default forgives them: it fails over to the old verifier without a
 * word. Java 8 and 11 have a flag against that; later ones ignore it but log the fail-over.
 */
public final class StrictVerification {
  private static final String FAILED_OVER = "Fail over class verification to old verifier for: ";

  private final JavaHome home;
  private final Path log;

  public StrictVerification(JavaHome home) {
    this.home = home;
    try {
      log = Files.createTempFile("verification", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String[] jvmArguments() {
    return home.feature() <= 11
        ? new String[] {"-Xverify:all", "-XX:-FailOverToOldVerifier"}
        : new String[] {"-Xverify:all", "-Xlog:verification=info:file=" + log + ":none:filesize=0"};
  }

  /** The classes whose stack maps are wrong, once the JVM has ended. */
  public List<String> forgiven() {
    try {
      List<String> lines = Files.readAllLines(log);
      if (home.feature() > 11 && lines.stream().noneMatch(line -> line.contains("netty."))) {
        throw new AssertionError("The log of the verifier does not mention Netty: " + log);
      }
      Files.delete(log);
      return lines.stream()
          .filter(line -> line.startsWith(FAILED_OVER))
          .map(line -> line.substring(FAILED_OVER.length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
