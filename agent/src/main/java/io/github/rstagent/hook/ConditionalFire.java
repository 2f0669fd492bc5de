// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.Arrays;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Turns each statement {@code pipeline.fireExceptionCaught(cause);} of a method into
 *
 * <pre>{@code
 * if (!gate.test(pipeline, cause)) {
 *   pipeline.fireExceptionCaught(cause);
 * }
 * }</pre>
 *
 * and leaves everything else as it is. The two values are kept in fresh local variables meanwhile.
 *
 * <p>Where the method passes on what it has read only after the exception (Netty 3), it first calls
 * {@code connections.test(channel, readBytes)}, so that the gate knows of these bytes.
 *
 * <p>The stack map frame behind the statement repeats the last one, with an empty stack. That is
 * true only where local variables hold what they held there, and where the statement leaves nothing
 * on the stack (javac's statements do, where the result is popped); any other shape is refused
 * rather than guessed at, because a wrong frame is a {@code VerifyError} in the service. Frames
 * must be visited expanded.
 */
final class ConditionalFire extends StackDepthVisitor {
  private final FireCall call;
  private final String prefix;
  private final boolean framed;
  private final boolean summing;
  private int sites;
  private int sum = -1; // the local variable with the bytes read; -1: none yet, -2: several
  private boolean summed; // by the last instruction
  private Object[] frame = {}; // the local variables of the last stack map frame
  private boolean changedSinceFrame = true; // before the first frame nothing is known
  private boolean popOwed;
  private boolean frameOwed;
  private Label skipped;
  private int firstFreeLocal;
  private String unexpected;

  /**
   * @param prefix of this Netty
   * @param framed whether the class has stack map frames: since class file version 50
   * @param summing see {@link CallSites}
   */
  ConditionalFire(
      MethodVisitor target,
      int access,
      String descriptor,
      FireCall call,
      String prefix,
      boolean framed,
      boolean summing) {
    super(target, access, descriptor);
    this.call = call;
    this.prefix = prefix;
    this.framed = framed;
    this.summing = summing;
  }

  /** The number of statements found. */
  int sites() {
    return sites;
  }

  /** Why the method must not be used as rewritten, or {@code null}. */
  String unexpected() {
    return unexpected;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (!call.is(owner, name, prefix)) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      return;
    }
    beforeInstruction();
    sites++;
    if (framed && !isDepth(2)) {
      unexpected = "other values than its arguments lie on the operand stack at the call";
    }
    int subject = freeLocal();
    int cause = subject + 1;
    firstFreeLocal = Math.max(firstFreeLocal, cause + 1);
    skipped = new Label();
    // Straight to the target: for the count of free local variables these two do not exist.
    mv.visitVarInsn(Opcodes.ASTORE, cause);
    mv.visitVarInsn(Opcodes.ASTORE, subject);
    if (summing) {
      saySum(subject);
    }
    Rendezvous.load(Rendezvous.READ_EXCEPTIONS, mv);
    mv.visitVarInsn(Opcodes.ALOAD, subject);
    mv.visitVarInsn(Opcodes.ALOAD, cause);
    Rendezvous.ask(mv);
    mv.visitJumpInsn(Opcodes.IFNE, skipped);
    mv.visitVarInsn(Opcodes.ALOAD, subject);
    mv.visitVarInsn(Opcodes.ALOAD, cause);
    mv.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    change(changeBy(opcode, descriptor));
    if (descriptor.endsWith(")V")) {
      endStatement();
    } else {
      popOwed = true;
    }
  }

  private void saySum(int subject) {
    if (sum < 0 || (framed && !isIntInFrame(sum))) {
      unexpected = "the number of bytes read is not known at the call";
      return;
    }
    Rendezvous.load(Rendezvous.CONNECTIONS, mv);
    mv.visitVarInsn(Opcodes.ALOAD, subject);
    mv.visitVarInsn(Opcodes.ILOAD, sum);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
    Rendezvous.ask(mv);
    mv.visitInsn(Opcodes.POP);
  }

  private void endStatement() {
    super.visitLabel(skipped);
    frameOwed = framed;
  }

  @Override
  public void visitInsn(int opcode) {
    if (popOwed && opcode == Opcodes.POP) {
      popOwed = false;
      super.visitInsn(opcode);
      endStatement();
      return;
    }
    super.visitInsn(opcode);
    summed = opcode == Opcodes.IADD;
  }

  /** Before any instruction: what the last statement still owes. */
  @Override
  void beforeInstruction() {
    summed = false;
    if (popOwed) {
      popOwed = false;
      unexpected = "the call's result is used";
    }
    if (frameOwed) {
      frameOwed = false;
      if (changedSinceFrame) {
        unexpected = "a local variable is stored between the last stack map frame and the call";
      }
      super.visitFrame(Opcodes.F_NEW, frame.length, frame, 0, null);
    }
  }

  @Override
  public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
    if (popOwed) {
      beforeInstruction();
    }
    frameOwed = false; // the statement is followed by a jump's target, whose frame serves both
    frame = Arrays.copyOf(local, numLocal);
    changedSinceFrame = false;
    super.visitFrame(type, numLocal, local, numStack, stack);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    boolean store = opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
    // An int variable that gets another value is still an int: close = true, in the OIO transport
    // of 4.0.
    boolean changes = store && !(opcode == Opcodes.ISTORE && isIntInFrame(variable));
    if (opcode == Opcodes.ISTORE && summed) {
      sum = sum == -1 || sum == variable ? variable : -2;
    }
    super.visitVarInsn(opcode, variable);
    changedSinceFrame |= changes;
  }

  private boolean isIntInFrame(int variable) {
    int slot = 0;
    for (Object type : frame) {
      if (slot == variable) {
        return Opcodes.INTEGER.equals(type);
      }
      slot += Opcodes.LONG.equals(type) || Opcodes.DOUBLE.equals(type) ? 2 : 1;
    }
    return false;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    beforeInstruction();
    // The gate lies below the two values while it is asked.
    super.visitMaxs(maxStack + 1, Math.max(maxLocals, firstFreeLocal));
  }
}
