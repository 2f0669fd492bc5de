// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import java.util.Arrays;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** What can be wrong with a class of the agent's. */
enum Breakage {
  /** As if its jar had been built without it. */
  MISSING {
    @Override
    byte[] of(byte[] classFile, String method) {
      return null;
    }
  },
  /** As if its jar had been copied by half. */
  CUT_OFF {
    @Override
    byte[] of(byte[] classFile, String method) {
      return Arrays.copyOf(classFile, classFile.length / 2);
    }
  },
  /** As if there were no memory whenever it is used. */
  OUT_OF_MEMORY {
    @Override
    byte[] of(byte[] classFile, String method) {
      return throwing("java/lang/OutOfMemoryError", classFile, method);
    }
  },
  /** As if it read a file of a file system that is gone. */
  NEVER_ENDS {
    @Override
    byte[] of(byte[] classFile, String method) {
      return changed("java/lang/Error", true, classFile, method);
    }
  },
  /** As if the stack ended here. */
  STACK_OVERFLOW {
    @Override
    byte[] of(byte[] classFile, String method) {
      return throwing("java/lang/StackOverflowError", classFile, method);
    }
  };

  /**
   * The class file as it is then, or {@code null} where there is none.
   *
   * @param method the one that is to throw, or {@code null} for all
   */
  abstract byte[] of(byte[] classFile, String method);

  /** Every method throws at once, constructors included; but not what Netty calls. */
  private static byte[] throwing(String error, byte[] classFile, String wanted) {
    return changed(error, false, classFile, wanted);
  }

  private static byte[] changed(String error, boolean waits, byte[] classFile, String wanted) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          private boolean asked;

          @Override
          public void visit(
              int version, int access, String name, String generic, String parent, String[] types) {
            asked = Arrays.asList(types).contains("java/util/function/BiPredicate");
            super.visit(version, access, name, generic, parent, types);
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String generic, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, generic, exceptions);
            boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            boolean isEntry = asked && name.equals("test");
            if (!hasCode || isEntry || (wanted != null && !name.equals(wanted))) {
              return method;
            }
            method.visitCode();
            if (waits) {
              method.visitLdcInsn(Long.MAX_VALUE);
              method.visitMethodInsn(
                  Opcodes.INVOKESTATIC, "java/lang/Thread", "sleep", "(J)V", false);
            }
            method.visitTypeInsn(Opcodes.NEW, error);
            method.visitInsn(Opcodes.DUP);
            method.visitLdcInsn("put there by a test");
            method.visitMethodInsn(
                Opcodes.INVOKESPECIAL, error, "<init>", "(Ljava/lang/String;)V", false);
            method.visitInsn(Opcodes.ATHROW);
            method.visitMaxs(3, argumentsSize(descriptor) + 1);
            method.visitEnd();
            return null;
          }
        },
        0);
    return writer.toByteArray();
  }

  private static int argumentsSize(String descriptor) {
    return Type.getArgumentsAndReturnSizes(descriptor) >> 2;
  }
}
