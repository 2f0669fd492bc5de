// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads classes of many Nettys, each in a loader of its own, so that an agent sees them. An
 * argument is {@code JAR:JAR:...=CLASS}; a class is linked, so that it is verified, and {@code
 * linked CLASS ...} printed, or why it could not be.
 */
public final class ClassCheck {
  private ClassCheck() {}

  public static void main(String[] arguments) throws IOException {
    for (String argument : arguments) {
      int equals = argument.lastIndexOf('=');
      String name = argument.substring(equals + 1);
      List<URL> jars = new ArrayList<>();
      for (String jar : argument.substring(0, equals).split(File.pathSeparator, -1)) {
        jars.add(new File(jar).toURI().toURL());
      }
      try (URLClassLoader loader =
          new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getSystemClassLoader())) {
        // Links the class, and so verifies it (HotSpot, get_class_declared_methods_helper). To
        // initialise it might want a native library of another platform.
        int methods = Class.forName(name, false, loader).getDeclaredMethods().length;
        System.out.println("linked " + name + " with " + methods + " methods");
      } catch (ClassNotFoundException | LinkageError e) {
        System.out.println("failed " + name + ": " + e);
      }
    }
  }
}
