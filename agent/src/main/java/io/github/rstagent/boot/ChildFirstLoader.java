// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.security.ProtectionDomain;
import java.util.Enumeration;

/**
 * Defines some of the agent's classes a second time, beside a parent of choice, so that they link
 * against what that parent sees: another Netty, another logging library, another module.
 *
 * <p>Names that start with {@code own} are defined here from the agent's class files; all other
 * classes of the agent are the agent's own; everything else is the parent's.
 */
public class ChildFirstLoader extends ClassLoader {
  static {
    registerAsParallelCapable(); // else the JVM itself locks the loader, on event loops, too
  }

  private static final ClassLoader AGENT = ChildFirstLoader.class.getClassLoader();
  private static final ProtectionDomain DOMAIN = domain();
  private static final String AGENT_PACKAGE = "io.github.rstagent.";

  private final String own;

  /**
   * @param parent what the defined classes see, {@code null} for the bootstrap loader
   * @param own a class name, or the beginning of some
   */
  public ChildFirstLoader(ClassLoader parent, String own) {
    super(parent);
    this.own = own;
  }

  /** The agent's, or {@code null} where a security manager keeps it from those who call us. */
  private static ProtectionDomain domain() {
    try {
      return ChildFirstLoader.class.getProtectionDomain();
    } catch (SecurityException e) {
      return null;
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(AGENT_PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    if (!name.startsWith(own)) {
      return AGENT.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.startsWith(own)) {
      // Not the parent's, so not ours either: in unit tests ours is the application's class path.
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = AGENT.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] classFile = adapt(HomeJar.readAll(in));
      return define(name, classFile);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** As {@link AgentLoader} does. */
  private Class<?> define(String name, byte[] classFile) {
    try {
      return defineClass(name, classFile, 0, classFile.length, DOMAIN); // with our rights
    } catch (LinkageError e) {
      Class<?> defined = findLoadedClass(name);
      if (defined == null) {
        throw e;
      }
      return defined;
    }
  }

  @Override
  public URL getResource(String name) {
    return isOwn(name) ? AGENT.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return isOwn(name) ? AGENT.getResources(name) : super.getResources(name);
  }

  private boolean isOwn(String file) {
    return file.replace('/', '.').startsWith(own);
  }

  /** A class file as it is to be defined here. */
  protected byte[] adapt(byte[] classFile) {
    return classFile;
  }

  /**
   * Opens a class file or resource of another loader.
   *
   * @throws IOException where it cannot be read
   */
  public static InputStream open(URL location) throws IOException {
    URLConnection connection = location.openConnection();
    connection.setUseCaches(false); // a cached jar file stays open after its loader is closed
    return connection.getInputStream();
  }
}
