// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/** Libraries of one release each, and nothing of the test class path but the tests' own classes. */
public final class LibraryLoader extends URLClassLoader {
  private static final ClassLoader TESTS = LibraryLoader.class.getClassLoader();

  /** Packages that are relocated. */
  private static final List<String> LIBRARIES =
      List.of("org/apache/log", "ch/qos/logback/", "org/slf4j/");

  private final String prefix;
  private String own;

  /**
   * @param prefix under which the libraries' packages are; they are relocated where they are not
   *     there in the jars
   * @param jars without {@code .jar}
   */
  public LibraryLoader(String prefix, String... jars) {
    super(
        Arrays.stream(jars).map(LibraryLoader::url).toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
    this.prefix = prefix;
  }

  private static URL url(String jar) {
    try {
      return LoggingJars.of(jar).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** A new object of a class of the tests that is defined here, as the only one. */
  public <T> T make(Class<T> type, Class<? extends T> published) {
    own = published.getName();
    try {
      return type.cast(loadClass(published.getName()).getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(published.getName(), e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.startsWith("io.github.rstagent.")) {
      String file = name.replace('.', '/') + ".class";
      return prefix.isEmpty() || !name.startsWith(prefix) || findResource(file) != null
          ? super.findClass(name)
          : define(name, findResource(file.substring(prefix.length())));
    }
    if (!name.equals(own) && !name.startsWith(own + '$')) {
      return TESTS.loadClass(name);
    }
    return define(name, TESTS.getResource(name.replace('.', '/') + ".class"));
  }

  private Class<?> define(String name, URL published) throws ClassNotFoundException {
    if (published == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = published.openStream()) {
      byte[] classFile = relocated(in.readAllBytes());
      return defineClass(name, classFile, 0, classFile.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] relocated(byte[] classFile) {
    ClassWriter relocated = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassRemapper(
                relocated,
                new Remapper(OpenedClassReader.ASM_API) {
                  @Override
                  public String map(String name) {
                    return LIBRARIES.stream().anyMatch(name::startsWith)
                        ? prefix.replace('.', '/') + name
                        : name;
                  }
                }),
            0);
    return relocated.toByteArray();
  }
}
