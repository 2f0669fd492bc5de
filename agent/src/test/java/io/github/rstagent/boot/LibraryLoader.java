// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/** Libraries of one release each, and nothing of the test class path but the tests' own classes. */
public final class LibraryLoader extends URLClassLoader {
  private static final ClassLoader TESTS = LibraryLoader.class.getClassLoader();

  private String own;

  /**
   * @param jars without {@code .jar}
   */
  public LibraryLoader(String... jars) {
    super(
        Arrays.stream(jars).map(LibraryLoader::url).toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
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
      return super.findClass(name);
    }
    if (!name.equals(own)) {
      return TESTS.loadClass(name);
    }
    try (InputStream in = TESTS.getResourceAsStream(name.replace('.', '/') + ".class")) {
      byte[] classFile = in.readAllBytes();
      return defineClass(name, classFile, 0, classFile.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
