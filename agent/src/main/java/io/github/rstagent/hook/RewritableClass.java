// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A class file some of whose methods are to be rewritten.
 *
 * <p>Byte Buddy's {@link AsmVisitorWrapper.ForDeclaredMethods} is driven by hand, on the class's
 * own constant pool: all other methods are copied as they stand, byte for byte.
 */
final class RewritableClass {
  private final byte[] classFile;
  private final TypePool types;
  private final TypeDescription type;

  /**
   * @param internalName of the class
   */
  RewritableClass(String internalName, byte[] classFile) {
    this.classFile = classFile;
    String name = internalName.replace('/', '.');
    types =
        new TypePool.Default(
            new TypePool.CacheProvider.Simple(),
            ClassFileLocator.Simple.of(name, classFile),
            TypePool.Default.ReaderMode.FAST);
    type = types.describe(name).resolve();
  }

  TypeDescription type() {
    return type;
  }

  /** Whether the class has stack map frames: since class file version 50. */
  boolean isFramed() {
    return type.getClassFileVersion().isAtLeast(ClassFileVersion.JAVA_V6);
  }

  /** Whether the class has such a method. */
  boolean has(ElementMatcher<? super MethodDescription> methods) {
    for (MethodDescription method : type.getDeclaredMethods()) {
      if (methods.matches(method)) {
        return true;
      }
    }
    return false;
  }

  /** The class file with these methods rewritten. Frames are visited expanded. */
  byte[] rewrite(ElementMatcher<? super MethodDescription> methods, MethodVisitorWrapper by) {
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new AsmVisitorWrapper.ForDeclaredMethods()
            .invokable(methods, by)
            .wrap(
                type,
                writer,
                null, // nothing is generated that would need a context
                types,
                type.getDeclaredFields(),
                type.getDeclaredMethods(),
                0,
                ClassReader.EXPAND_FRAMES),
        ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }
}
