// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/**
 * A system class loader of the service's own ({@code -Djava.system.class.loader}), as application
 * servers and licence managers have them: it defines the whole class path itself, and does not say
 * where a class comes from.
 */
public final class OwnSystemLoader extends URLClassLoader {
  /** Called by the JVM with the loader that would be the system's otherwise. */
  public OwnSystemLoader(ClassLoader usual) throws MalformedURLException {
    super(
        Jars.urls(
            Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1))),
        usual.getParent());
  }

  /** Called by the JVM for an agent: its jar becomes part of the class path. */
  void appendToClassPathForInstrumentation(String jar) throws MalformedURLException {
    addURL(new File(jar).toURI().toURL());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    URL file = findResource(name.replace('.', '/') + ".class");
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = file.openStream()) {
      byte[] classFile = readAll(in);
      return defineClass(name, classFile, 0, classFile.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
      all.write(chunk, 0, length);
    }
    return all.toByteArray();
  }
}
