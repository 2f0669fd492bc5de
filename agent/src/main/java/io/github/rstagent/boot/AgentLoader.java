// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the agent's classes, from the agent's jar. Beside them it sees the bootstrap loader's, and
 * nothing of the service.
 *
 * <p>The JVM appends the jar to the service's class path, and so they could be loaded from there;
 * but then each of them would first be looked for in every folder and jar of the service, and the
 * hundreds that come with the first Netty would take most of their time for that.
 */
public final class AgentLoader extends ClassLoader {
  static {
    registerAsParallelCapable(); // as the system loader is
  }

  private static final String OWN = "io/github/rstagent/";

  private final ZipFile jar; // the same open file as the system loader's; open as long as that is
  private final ProtectionDomain domain;

  AgentLoader(ZipFile jar, Class<?> entry) {
    super(null);
    this.jar = jar;
    domain = entry.getProtectionDomain();
    String version = HomeJar.version(entry);
    if (version != null) {
      String own = AgentLoader.class.getName();
      String name = own.substring(0, own.lastIndexOf('.'));
      definePackage(name, null, null, null, null, version, null, null);
    }
  }

  /**
   * A new loader, of the jar that a class of the agent's comes from.
   *
   * @param entry that the JVM has loaded
   * @return its own loader, where it does not come from a jar that can be read
   */
  public static ClassLoader of(Class<?> entry) {
    try {
      File file = HomeJar.of(entry);
      return file == null || !file.isFile() ? entry.getClassLoader() : of(file, entry);
    } catch (IOException | RuntimeException e) {
      return entry.getClassLoader(); // dearer, but not worse
    }
  }

  private static ClassLoader of(File file, Class<?> entry) throws IOException {
    ZipFile jar = new ZipFile(file);
    try {
      return new AgentLoader(jar, entry);
    } catch (RuntimeException e) {
      jar.close();
      throw e;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ZipEntry entry = entry(name.replace('.', '/') + ".class");
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] classFile;
    try (InputStream in = jar.getInputStream(entry)) {
      classFile = HomeJar.readAll(in);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    return define(name, classFile);
  }

  /**
   * Defines a class, or finds it. Another agent's transformer that looks at this definition may
   * have this loader load the class meanwhile: then that one counts.
   */
  private Class<?> define(String name, byte[] classFile) {
    try {
      return defineClass(name, classFile, 0, classFile.length, domain);
    } catch (LinkageError e) {
      Class<?> defined = findLoadedClass(name);
      if (defined == null) {
        throw e;
      }
      return defined;
    }
  }

  /** Where other agents ask for a class file. */
  @Override
  protected URL findResource(String name) {
    try {
      return entry(name) == null
          ? null
          : new URL("jar:" + new File(jar.getName()).toURI() + "!/" + name);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL resource = findResource(name);
    return Collections.enumeration(
        resource == null ? Collections.<URL>emptyList() : Collections.singletonList(resource));
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    ZipEntry entry = entry(name);
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }

  /** A file of the agent's, or {@code null}. */
  private ZipEntry entry(String name) {
    return name.startsWith(OWN) ? jar.getEntry(name) : null;
  }
}
