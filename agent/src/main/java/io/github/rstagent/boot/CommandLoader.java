// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/**
 * Loads the commands of the agent's jar, and the libraries that they alone need. These lie in a jar
 * within the jar: what a service never loads, its JVM does not index at each start.
 */
public final class CommandLoader extends ChildFirstLoader {
  private static final String COMMANDS = "io.github.rstagent.tool.";
  private static final String LIBRARIES = "/io/github/rstagent/tool/libraries.jar";

  private final Map<String, byte[]> libraries; // class files, by their names in the jar

  private CommandLoader(ClassLoader parent, Map<String, byte[]> libraries) {
    super(parent, COMMANDS);
    this.libraries = libraries;
  }

  /**
   * A new loader.
   *
   * @param main a class of the agent's jar
   * @throws IOException where the libraries are missing, or cannot be read
   */
  public static ClassLoader of(Class<?> main) throws IOException {
    Map<String, byte[]> libraries = new HashMap<>();
    try (InputStream in = main.getResourceAsStream(LIBRARIES)) {
      if (in == null) {
        throw new IOException(LIBRARIES + " is missing in the jar");
      }
      JarInputStream jar = new JarInputStream(in, false);
      for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        libraries.put(entry.getName(), HomeJar.readAll(jar));
      }
    }
    return new CommandLoader(main.getClassLoader(), libraries);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    byte[] classFile = libraries.get(name.replace('.', '/') + ".class");
    if (classFile == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defineClass(name, classFile, 0, classFile.length);
    }
  }
}
