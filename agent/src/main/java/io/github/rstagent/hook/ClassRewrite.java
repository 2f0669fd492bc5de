// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A class file some of whose methods are rewritten. All others are copied as they stand, byte for
 * byte, on the class's own constant pool.
 *
 * <p>This is the ASM that Byte Buddy brings. Byte Buddy's matchers and descriptions of types would
 * cost a start two hundred classes, and all that is asked of them here is a few names.
 */
abstract class ClassRewrite extends ClassVisitor {
  private final ClassReader reader;
  private final ClassWriter writer;

  ClassRewrite(byte[] classFile) {
    this(new ClassReader(classFile));
  }

  private ClassRewrite(ClassReader reader) {
    this(reader, new ClassWriter(reader, 0));
  }

  private ClassRewrite(ClassReader reader, ClassWriter writer) {
    super(Opcodes.ASM9, writer);
    this.reader = reader;
    this.writer = writer;
  }

  /** The class file with its methods rewritten. Once. */
  final byte[] rewritten() {
    reader.accept(this, ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** The name of the class, as it stands in sources. */
  final String type() {
    return reader.getClassName().replace('/', '.');
  }

  /** Whether the class has stack map frames: since class file version 50. */
  final boolean isFramed() {
    return reader.readUnsignedShort(6) >= Opcodes.V1_6;
  }

  /**
   * What is to visit a method. Frames are visited expanded.
   *
   * @param target where the method is written; returned, it leaves the method as it is
   */
  abstract MethodVisitor rewrite(int access, String name, String descriptor, MethodVisitor target);

  @Override
  public final MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] thrown) {
    MethodVisitor target = super.visitMethod(access, name, descriptor, signature, thrown);
    return rewrite(access, name, descriptor, target);
  }
}
