// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import io.github.rstagent.boot.ChildFirstLoader;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Function;

/** Finds the JDK's attach API, where this Java has one. */
final class AttachApi {
  private static final String API = "com.sun.tools.attach.VirtualMachine";
  private static final String FACTORY = "io.github.rstagent.tool.cli.HotSpotAttachment$Factory";

  private AttachApi() {}

  /**
   * Attaches to a JVM.
   *
   * @throws UnreachableException where this Java has no attach API, or the JVM does not answer
   */
  @SuppressWarnings("unchecked") // the factory is compiled with this very class
  static JvmAttachment attach(String pid) throws UnreachableException {
    Object attached;
    try {
      attached =
          ((Function<String, Object>)
                  loader().loadClass(FACTORY).getDeclaredConstructor().newInstance())
              .apply(pid);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new UnreachableException(
          "this Java has no attach API ("
              + System.getProperty("java.home")
              + "): use the java of a JDK, or a runtime with the module jdk.attach",
          e);
    }
    if (attached instanceof Exception) {
      Exception failure = (Exception) attached;
      throw new UnreachableException(
          "the JVM " + pid + " cannot be attached to: " + failure.getMessage(), failure);
    }
    return (JvmAttachment) attached;
  }

  private static ClassLoader loader() throws ClassNotFoundException {
    ClassLoader own = AttachApi.class.getClassLoader();
    try {
      Class.forName(API, false, own);
      return own;
    } catch (ClassNotFoundException e) {
      return new ChildFirstLoader(
          new URLClassLoader(new URL[] {toolsJar(e)}, own),
          "io.github.rstagent.tool.cli.HotSpotAttachment");
    }
  }

  /** Java 8: beside the JRE, in a JDK. */
  private static URL toolsJar(ClassNotFoundException none) throws ClassNotFoundException {
    File jar = new File(System.getProperty("java.home"), "../lib/tools.jar");
    try {
      if (jar.isFile()) {
        return jar.toURI().toURL();
      }
    } catch (MalformedURLException e) {
      none.addSuppressed(e);
    }
    throw none;
  }
}
