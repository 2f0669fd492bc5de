// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Turns the body of a method into
 *
 * <pre>{@code
 * connections.test(channel.pipeline(), how); // in Netty 3: channel
 * try {
 *   body
 * } finally {
 *   connections.test(channel.pipeline(), null);
 * }
 * }</pre>
 *
 * where {@code how} is true if the channel begins, else false.
 *
 * <p>Nothing of it branches, and so the one new stack map frame is that of the handler. It knows
 * the first local variable alone, which is true wherever the exception comes from as long as
 * nothing is stored in its place; where something is, the method is refused. Frames must be visited
 * expanded.
 */
final class ScopedMethod extends MethodVisitor {
  private static final int OWN_SLOTS = 3;

  private final ConnectionRewrite rewrite;
  private final String method;
  private final boolean begins;
  private final Label body = new Label();

  ScopedMethod(MethodVisitor target, ConnectionRewrite rewrite, String method, boolean begins) {
    super(Opcodes.ASM9, target);
    this.rewrite = rewrite;
    this.method = method;
    this.begins = begins;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    rewrite.startQuestion(mv);
    rewrite.sayWhether(begins, mv);
    ask();
    super.visitLabel(body);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.RETURN) {
      leave();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    if (variable == 0 && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
      rewrite.refuse("another value is stored in the first local variable in " + method);
    }
    super.visitVarInsn(opcode, variable);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label failed = new Label();
    super.visitTryCatchBlock(body, failed, failed, null); // last, and so outside all others
    super.visitLabel(failed);
    if (rewrite.isFramed()) {
      super.visitFrame(
          Opcodes.F_NEW, 1, new Object[] {rewrite.self()}, 1, new Object[] {"java/lang/Throwable"});
    }
    leave();
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack + OWN_SLOTS + 1, maxLocals);
  }

  private void leave() {
    rewrite.startQuestion(mv);
    super.visitInsn(Opcodes.ACONST_NULL);
    ask();
  }

  private void ask() {
    Rendezvous.ask(mv);
    super.visitInsn(Opcodes.POP);
  }
}
