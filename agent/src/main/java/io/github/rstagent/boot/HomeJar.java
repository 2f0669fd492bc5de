// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The jar that a class comes from. */
public final class HomeJar {
  private HomeJar() {}

  /** A class's jar, or the folder that stands for it; {@code null} where it comes from no file. */
  public static File of(Class<?> type) {
    return of(type.getProtectionDomain());
  }

  /** The version in the manifest of this jar; {@code null} where there is none. */
  public static String version() {
    return version(HomeJar.class);
  }

  static String version(Class<?> type) {
    Package known = type.getPackage();
    return known == null ? null : known.getImplementationVersion();
  }

  private static File of(ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    return source == null || source.getLocation() == null ? null : file(source.getLocation());
  }

  private static File file(URL location) {
    if (!location.getProtocol().equals("file")) {
      return null;
    }
    String path = location.getPath();
    boolean local = location.getHost() == null || location.getHost().isEmpty();
    if (local && path.indexOf('%') < 0) {
      return new File(path); // nearly always; java.net.URI costs a start half a millisecond
    }
    try {
      return new File(location.toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * A file in the jar that a class comes from. It is not looked for in every other jar of the class
   * path, and the JDK's connections to jars are not loaded, as they are by a class loader.
   *
   * @param domain of the class, or {@code null}
   * @return {@code null} where there is no such jar (but a folder, or a jar within another one), no
   *     such file in it, or it cannot be read: the class's loader may still have it
   */
  public static InputStream open(ProtectionDomain domain, String name) {
    try {
      File file = of(domain);
      return file == null || !file.isFile() ? null : read(file, name);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static InputStream read(File file, String name) throws IOException {
    try (ZipFile jar = new ZipFile(file)) {
      ZipEntry entry = jar.getEntry(name);
      return entry == null ? null : new ByteArrayInputStream(readAll(jar.getInputStream(entry)));
    }
  }

  /** Reads a stream to its end. */
  public static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes.write(buffer, 0, read);
    }
    return bytes.toByteArray();
  }
}
