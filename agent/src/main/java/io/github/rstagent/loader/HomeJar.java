// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.loader;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The jar that a class comes from. Read here, a file in it does not have to be looked for in every
 * other jar of the class path, and the JDK's connections to jars are not loaded.
 */
public final class HomeJar {
  private final File file;

  private HomeJar(File file) {
    this.file = file;
  }

  /**
   * Finds the jar of a class.
   *
   * @param domain of the class, or {@code null}
   * @return {@code null} where that is not a jar of its own: a folder, or a jar within another one
   */
  public static HomeJar of(ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      File file = AgentJar.file(source.getLocation());
      return file != null && file.isFile() ? new HomeJar(file) : null;
    } catch (SecurityException e) {
      return null;
    }
  }

  /**
   * A file in the jar, or {@code null}.
   *
   * @throws IOException where the jar cannot be read
   */
  public InputStream open(String name) throws IOException {
    try (ZipFile jar = new ZipFile(file)) {
      ZipEntry entry = jar.getEntry(name);
      return entry == null
          ? null
          : new ByteArrayInputStream(ChildFirstLoader.readAll(jar.getInputStream(entry)));
    }
  }
}
