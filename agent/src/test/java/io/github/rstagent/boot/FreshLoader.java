// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Defines classes of the test class path anew, so that a test has a Netty of its own: as published,
 * rewritten, or relocated; beside a logging library of its own, or none.
 */
public class FreshLoader extends ClassLoader {
  private final List<String> own;
  private final List<String> hidden = new ArrayList<>();
  private final Map<String, byte[]> replaced = new HashMap<>();
  private String from = "";
  private String to = "";

  /**
   * @param own beginnings of the names that are defined here
   */
  public FreshLoader(String... own) {
    super(FreshLoader.class.getClassLoader());
    this.own = new ArrayList<>(List.of(own));
  }

  /** These classes are defined here, too. */
  public FreshLoader own(Class<?>... types) {
    for (Class<?> type : types) {
      own.add(type.getName());
    }
    return this;
  }

  /** Whatever begins so is not there. */
  public FreshLoader without(String prefix) {
    hidden.add(prefix);
    return this;
  }

  /** This class file instead of the published one. */
  public FreshLoader with(String className, byte[] classFile) {
    replaced.put(className, classFile);
    return this;
  }

  /** All classes under one package are found under another, and refer to each other there. */
  public FreshLoader relocating(String fromPackage, String toPackage) {
    from = fromPackage + ".";
    to = toPackage + ".";
    own.add(to);
    return this;
  }

  /** A new object of a class that is defined here. */
  public <T> T make(Class<T> type, Class<? extends T> published) {
    try {
      return type.cast(loadClass(published.getName()).getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(published.getName(), e);
    }
  }

  /** Whether the class was asked for, so that it is defined here by now. */
  public boolean hasDefined(String className) {
    return findLoadedClass(className) != null;
  }

  /** The class file that this loader would define, or {@code null}. */
  public byte[] classFile(String className) {
    byte[] known = replaced.get(className);
    if (known != null) {
      return known;
    }
    String published =
        !to.isEmpty() && className.startsWith(to)
            ? from + className.substring(to.length())
            : className;
    try (InputStream in = getParent().getResourceAsStream(fileName(published))) {
      return in == null ? null : relocated(in.readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] relocated(byte[] classFile) {
    if (to.isEmpty()) {
      return classFile;
    }
    String fromInternal = from.replace('.', '/');
    String toInternal = to.replace('.', '/');
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassRemapper(
                writer,
                new Remapper(OpenedClassReader.ASM_API) {
                  @Override
                  public String map(String name) {
                    return name.startsWith(fromInternal)
                        ? toInternal + name.substring(fromInternal.length())
                        : name;
                  }
                }),
            0);
    return writer.toByteArray();
  }

  private static String fileName(String className) {
    return className.replace('.', '/') + ".class";
  }

  private boolean isHidden(String name) {
    return hidden.stream().anyMatch(name::startsWith);
  }

  private boolean isOwn(String name) {
    return own.stream().anyMatch(name::startsWith);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isHidden(name)) {
      throw new ClassNotFoundException(name);
    }
    if (!isOwn(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] classFile = classFile(name);
      if (classFile == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, classFile, 0, classFile.length);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    String className = name.replace('/', '.').replaceFirst("\\.class$", "");
    if (!name.endsWith(".class") || !isOwn(className)) {
      return super.getResourceAsStream(name);
    }
    byte[] classFile = isHidden(className) ? null : classFile(className);
    return classFile == null ? null : new ByteArrayInputStream(classFile);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return isHidden(name.replace('/', '.'))
        ? Collections.emptyEnumeration()
        : super.getResources(name);
  }
}
