// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Has a logging library's event methods ask first, in a class file. */
final class LogEventRewrite extends ClassRewrite {
  private int found;

  private LogEventRewrite(byte[] classFile) {
    super(classFile);
  }

  /**
   * @throws UnexpectedShapeException where the class has none of the methods known of it
   */
  static byte[] of(byte[] classFile) throws UnexpectedShapeException {
    LogEventRewrite rewrite = new LogEventRewrite(classFile);
    byte[] rewritten = rewrite.rewritten();
    if (rewrite.found == 0) {
      throw new UnexpectedShapeException("none of the methods expected in " + rewrite.type());
    }
    return rewritten;
  }

  @Override
  MethodVisitor rewrite(int access, String name, String descriptor, MethodVisitor target) {
    String type = type().replace('.', '/');
    EventMethod method = EventMethod.of(type, name, descriptor);
    if (method == null || (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT)) != 0) {
      return target;
    }
    found++;
    return new ConditionalReturn(target, method.event(), type, descriptor, isFramed());
  }
}
