// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A jar that a test puts together. */
public final class BuiltJar implements Closeable {
  private final JarOutputStream out;

  public BuiltJar(Path jar, Map<String, String> manifest) throws IOException {
    Manifest main = new Manifest();
    main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(main.getMainAttributes()::putValue);
    OutputStream file = Files.newOutputStream(jar);
    out = new JarOutputStream(file, main);
  }

  public BuiltJar folder(String name) throws IOException {
    return add(new JarEntry(name), new byte[0]);
  }

  /** Adds what a jar or a folder holds, apart from its META-INF, below {@code prefix}. */
  public BuiltJar content(String prefix, Path jarOrFolder) throws IOException {
    if (Files.isDirectory(jarOrFolder)) {
      return tree(prefix, jarOrFolder);
    }
    try (FileSystem jar = FileSystems.newFileSystem(jarOrFolder)) {
      return tree(prefix, jar.getPath("/"));
    }
  }

  private BuiltJar tree(String prefix, Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path name = root.relativize(file);
      if (!name.startsWith("META-INF")) {
        add(new JarEntry(prefix + name), Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** Adds a file as it is, not compressed. */
  public BuiltJar stored(String name, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    JarEntry entry = new JarEntry(name);
    entry.setMethod(JarEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    return add(entry, bytes);
  }

  private BuiltJar add(JarEntry entry, byte[] bytes) throws IOException {
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
    return this;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
