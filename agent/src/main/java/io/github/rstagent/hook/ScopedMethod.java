// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Turns the body of a method of a channel's Unsafe into
 *
 * <pre>{@code
 * connections.test(channel.pipeline(), how);
 * try {
 *   body
 * } finally {
 *   connections.test(channel.pipeline(), null);
 * }
 * }</pre>
 *
 * where {@code how} is true if the channel is registered for the first time, else false.
 *
 * <p>Nothing of it branches, and so the one new stack map frame is that of the handler. It knows
 * {@code this} alone, which is true wherever the exception comes from as long as nothing is stored
 * in its place; where something is, the method is refused. Frames must be visited expanded.
 */
final class ScopedMethod extends MethodVisitor {
  /**
   * 4.0.25 and 4.1.0.Beta6 have it, 4.0.19 and 4.1.0.Beta3 have not: there a channel that is
   * registered again counts as a new one.
   */
  static final String NEVER_REGISTERED = "neverRegistered";

  private static final String BOOLEAN = "java/lang/Boolean";
  private static final int OWN_SLOTS = 3;

  private final ConnectionRewrite rewrite;
  private final String method;
  private final String channel;
  private final String prefix;
  private final boolean knowsFirst;
  private final boolean framed;
  private final Label body = new Label();

  ScopedMethod(
      MethodVisitor target,
      ConnectionRewrite rewrite,
      String method,
      String channel,
      String prefix,
      boolean knowsFirst,
      boolean framed) {
    super(Opcodes.ASM9, target);
    this.rewrite = rewrite;
    this.method = method;
    this.channel = channel;
    this.prefix = prefix;
    this.knowsFirst = knowsFirst;
    this.framed = framed;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    startQuestion();
    boolean begins = method.equals(ConnectionRewrite.BEGIN);
    if (begins && knowsFirst) {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitFieldInsn(Opcodes.GETFIELD, unsafe(), NEVER_REGISTERED, "Z");
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, BOOLEAN, "valueOf", "(Z)Ljava/lang/Boolean;", false);
    } else {
      super.visitFieldInsn(
          Opcodes.GETSTATIC, BOOLEAN, begins ? "TRUE" : "FALSE", "Ljava/lang/Boolean;");
    }
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
      rewrite.refuse("another value is stored in the place of 'this' in " + method);
    }
    super.visitVarInsn(opcode, variable);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label failed = new Label();
    super.visitTryCatchBlock(body, failed, failed, null); // last, and so outside all others
    super.visitLabel(failed);
    if (framed) {
      super.visitFrame(
          Opcodes.F_NEW, 1, new Object[] {unsafe()}, 1, new Object[] {"java/lang/Throwable"});
    }
    leave();
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack + OWN_SLOTS + 1, maxLocals);
  }

  private void leave() {
    startQuestion();
    super.visitInsn(Opcodes.ACONST_NULL);
    ask();
  }

  private void startQuestion() {
    Rendezvous.load(Rendezvous.CONNECTIONS, mv);
    super.visitVarInsn(Opcodes.ALOAD, 0);
    super.visitFieldInsn(
        Opcodes.GETFIELD, unsafe(), channel, 'L' + prefix + HookPoint.CHANNEL + ';');
    super.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        prefix + HookPoint.CHANNEL,
        "pipeline",
        "()L" + prefix + FireCall.NETTY_4.owner() + ';',
        false);
  }

  private void ask() {
    Rendezvous.ask(mv);
    super.visitInsn(Opcodes.POP);
  }

  private String unsafe() {
    return prefix + ConnectionRewrite.TARGET;
  }
}
