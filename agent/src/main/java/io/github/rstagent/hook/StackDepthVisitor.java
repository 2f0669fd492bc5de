// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Knows how many slots of the operand stack are taken, where that follows from the straight line of
 * instructions since the last stack map frame; and calls {@link #beforeInstruction}. Frames must be
 * visited expanded.
 */
abstract class StackDepthVisitor extends MethodVisitor {
  private static final int UNKNOWN = Integer.MIN_VALUE / 2;

  private int depth;
  private int freeLocal;

  StackDepthVisitor(MethodVisitor target, int access, String descriptor) {
    super(Opcodes.ASM9, target);
    int arguments = Type.getArgumentsAndReturnSizes(descriptor) >> 2; // with 'this'
    freeLocal = (access & Opcodes.ACC_STATIC) == 0 ? arguments : arguments - 1;
  }

  /** The first local variable that is neither an argument nor was stored to so far. */
  final int freeLocal() {
    return freeLocal;
  }

  /** Before any instruction is passed on. */
  abstract void beforeInstruction();

  /** Whether the operand stack is known to hold nothing else than so many slots. */
  final boolean isDepth(int slots) {
    return depth == slots;
  }

  /** For instructions that are passed on past this visitor. */
  final void change(int slots) {
    depth = Math.max(UNKNOWN, depth + slots);
  }

  @Override
  public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
    depth = 0;
    for (int i = 0; i < numStack; i++) {
      depth += Opcodes.LONG.equals(stack[i]) || Opcodes.DOUBLE.equals(stack[i]) ? 2 : 1;
    }
    super.visitFrame(type, numLocal, local, numStack, stack);
  }

  @Override
  public void visitInsn(int opcode) {
    beforeInstruction();
    super.visitInsn(opcode);
    switch (opcode) {
      case Opcodes.NOP:
      case Opcodes.SWAP:
      case Opcodes.LALOAD:
      case Opcodes.DALOAD:
        break;
      case Opcodes.ACONST_NULL:
      case Opcodes.ICONST_M1:
      case Opcodes.ICONST_0:
      case Opcodes.ICONST_1:
      case Opcodes.ICONST_2:
      case Opcodes.ICONST_3:
      case Opcodes.ICONST_4:
      case Opcodes.ICONST_5:
      case Opcodes.DUP:
      case Opcodes.DUP_X1:
      case Opcodes.DUP_X2:
        change(1);
        break;
      case Opcodes.DUP2:
      case Opcodes.DUP2_X1:
      case Opcodes.DUP2_X2:
        change(2);
        break;
      case Opcodes.IALOAD:
      case Opcodes.FALOAD:
      case Opcodes.AALOAD:
      case Opcodes.BALOAD:
      case Opcodes.CALOAD:
      case Opcodes.SALOAD:
      case Opcodes.POP:
        change(-1);
        break;
      case Opcodes.POP2:
        change(-2);
        break;
      case Opcodes.IASTORE: // and BASTORE: the probes of coverage tools
      case Opcodes.FASTORE:
      case Opcodes.AASTORE:
      case Opcodes.BASTORE:
      case Opcodes.CASTORE:
      case Opcodes.SASTORE:
        change(-3);
        break;
      case Opcodes.LASTORE:
      case Opcodes.DASTORE:
        change(-4);
        break;
      default:
        depth = UNKNOWN;
    }
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    beforeInstruction();
    super.visitVarInsn(opcode, variable);
    switch (opcode) {
      case Opcodes.ILOAD:
      case Opcodes.FLOAD:
      case Opcodes.ALOAD:
        change(1);
        break;
      case Opcodes.ISTORE:
      case Opcodes.FSTORE:
      case Opcodes.ASTORE:
        freeLocal = Math.max(freeLocal, variable + 1);
        change(-1);
        break;
      case Opcodes.LSTORE:
      case Opcodes.DSTORE:
        freeLocal = Math.max(freeLocal, variable + 2);
        depth = UNKNOWN;
        break;
      default:
        depth = UNKNOWN;
    }
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    beforeInstruction();
    super.visitIntInsn(opcode, operand);
    change(opcode == Opcodes.NEWARRAY ? 0 : 1);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    beforeInstruction();
    super.visitTypeInsn(opcode, type);
    change(opcode == Opcodes.NEW ? 1 : 0);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    beforeInstruction();
    super.visitFieldInsn(opcode, owner, name, descriptor);
    int size = Type.getType(descriptor).getSize();
    boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
    boolean isGet = opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD;
    change((isGet ? size : -size) - (isStatic ? 0 : 1));
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    beforeInstruction();
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    change(changeBy(opcode, descriptor));
  }

  /** The result's slots less those of the receiver and the arguments. */
  static int changeBy(int invocation, String descriptor) {
    int sizes = Type.getArgumentsAndReturnSizes(descriptor); // arguments with a receiver << 2
    return (sizes & 3) - (sizes >> 2) + (invocation == Opcodes.INVOKESTATIC ? 1 : 0);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    beforeInstruction();
    super.visitJumpInsn(opcode, label);
    if (opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE) {
      change(-2);
    } else if (opcode == Opcodes.GOTO || opcode == Opcodes.JSR) {
      depth = UNKNOWN;
    } else {
      change(-1);
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    beforeInstruction();
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    depth = UNKNOWN;
  }

  @Override
  public void visitLdcInsn(Object value) {
    beforeInstruction();
    super.visitLdcInsn(value);
    change(value instanceof Long || value instanceof Double ? 2 : 1);
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    beforeInstruction();
    super.visitIincInsn(variable, increment);
  }
}
