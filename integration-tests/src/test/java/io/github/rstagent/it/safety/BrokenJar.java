// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import io.github.rstagent.it.harness.AgentJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A copy of the agent's jar with one class that is not as it should be. */
final class BrokenJar {
  private BrokenJar() {}

  static Path in(Path folder, String className, Breakage breakage) {
    return in(folder, className, null, breakage);
  }

  /**
   * @param method the one that throws, or {@code null} for all
   */
  static Path in(Path folder, String className, String method, Breakage breakage) {
    try {
      Path jar = folder.resolve("rst-agent.jar");
      Files.copy(AgentJar.path(), jar, StandardCopyOption.REPLACE_EXISTING);
      try (FileSystem content = FileSystems.newFileSystem(jar)) {
        Path file = content.getPath(className.replace('.', '/') + ".class");
        byte[] broken = breakage.of(Files.readAllBytes(file), method);
        if (broken == null) {
          Files.delete(file);
        } else {
          Files.write(file, broken);
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
