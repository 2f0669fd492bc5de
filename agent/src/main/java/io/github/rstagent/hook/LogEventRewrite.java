// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Has a logging library's event methods ask first, in a class file. All other methods are copied as
 * they stand, byte for byte.
 */
final class LogEventRewrite extends ClassVisitor {
  private String type;
  private boolean framed;
  private int found;

  private LogEventRewrite(ClassVisitor target) {
    super(OpenedClassReader.ASM_API, target);
  }

  /**
   * @throws UnexpectedShapeException where the class has none of the methods known of it
   */
  static byte[] of(byte[] classFile) throws UnexpectedShapeException {
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    LogEventRewrite rewrite = new LogEventRewrite(writer);
    reader.accept(rewrite, ClassReader.EXPAND_FRAMES);
    if (rewrite.found == 0) {
      throw new UnexpectedShapeException(
          "none of the methods expected in " + rewrite.type.replace('/', '.'));
    }
    return writer.toByteArray();
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    type = name;
    framed = (version & 0xffff) >= Opcodes.V1_6;
    super.visit(version, access, name, signature, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] thrown) {
    MethodVisitor target = super.visitMethod(access, name, descriptor, signature, thrown);
    EventMethod method = EventMethod.of(type, name, descriptor);
    if (method == null || (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT)) != 0) {
      return target;
    }
    found++;
    return new ConditionalReturn(target, method.event(), type, descriptor, framed);
  }
}
