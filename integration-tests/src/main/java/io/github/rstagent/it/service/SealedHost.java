// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Runs an {@link EchoService} in a class loader that sees some jars, and nothing else but {@code
 * java.*} and {@code javax.*} (which Netty needs): neither the class path, nor what else the JDK
 * has.
 *
 * <p>Arguments: {@code jar=PATH} (repeatable), and the service's own.
 */
public final class SealedHost {
  private SealedHost() {}

  public static void main(String[] arguments) throws Exception {
    try (URLClassLoader loader =
        new SealedLoader(Jars.urls(new ServiceOptions(arguments).all("jar")))) {
      loader
          .loadClass(EchoService.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    }
  }

  private static final class SealedLoader extends URLClassLoader {
    SealedLoader(URL[] jars) {
      super(jars, null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("java.") || name.startsWith("javax.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
