// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

import io.github.rstagent.boot.ChildFirstLoader;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Defines the bridges in a child of a library's class loader, so that they link against that very
 * library: a Netty and the logging library beside it, or a logging library alone. Where the Netty
 * is relocated, so are the bridges' references to it.
 */
public final class BridgeLoader extends ChildFirstLoader {
  static {
    registerAsParallelCapable(); // each class for itself: ChildFirstLoader's does not count
  }

  private static final String BRIDGES = "io.github.rstagent.netty.bridge.";

  private final String compiledAgainst;
  private final String actual;

  /**
   * @param netty loader of that Netty
   * @param compiledAgainst the package that the bridges know it by
   * @param actual the package that it has
   */
  BridgeLoader(ClassLoader netty, String compiledAgainst, String actual) {
    super(netty, BRIDGES);
    this.compiledAgainst = compiledAgainst.replace('.', '/') + '/';
    this.actual = actual.replace('.', '/') + '/';
  }

  /** For bridges to the library that a class belongs to, under the names that it has published. */
  public static BridgeLoader beside(Class<?> type) {
    return new BridgeLoader(type.getClassLoader(), "", "");
  }

  /**
   * A new bridge.
   *
   * @throws IllegalStateException where there is no such bridge, or it refuses
   * @throws LinkageError where this loader does not see what the bridge needs
   */
  public <T> T make(Class<T> type, String bridge) {
    try {
      return type.cast(loadClass(BRIDGES + bridge).getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(BRIDGES + bridge + ": " + e + ", " + e.getCause(), e);
    }
  }

  @Override
  protected byte[] adapt(byte[] classFile) {
    return actual.equals(compiledAgainst)
        ? classFile
        : relocate(classFile, compiledAgainst, actual);
  }

  private static byte[] relocate(byte[] classFile, final String from, final String to) {
    ClassWriter relocated = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassRemapper(
                relocated,
                new Remapper(OpenedClassReader.ASM_API) {
                  @Override
                  public String map(String name) {
                    return name.startsWith(from) ? to + name.substring(from.length()) : name;
                  }
                }),
            0);
    return relocated.toByteArray();
  }
}
