// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Begins a method that returns nothing with
 *
 * <pre>{@code
 * BiPredicate events = RstAgentRendezvous.events;
 * if (events != null && events.test(event, this)) {
 *   return;
 * }
 * }</pre>
 *
 * and leaves everything else as it is. The gate is kept in a fresh local variable, since it may be
 * taken away meanwhile.
 *
 * <p>The one new stack map frame repeats the one that every method begins with, which its
 * descriptor tells; so there is no body that this would not fit. Frames must be visited expanded.
 */
final class ConditionalReturn extends MethodVisitor {
  private static final int OWN_STACK = 5; // the gate, the array twice, an index, an element

  private final int[] event;
  private final Type[] arguments;
  private final Object[] frame; // that every method begins with
  private final boolean framed;

  /**
   * @param event local variables that make up the event: an only one is passed as it is, more in an
   *     array
   * @param owner internal name of the method's class
   * @param descriptor of the method, whose arguments take one slot each
   * @param framed whether the class has stack map frames: since class file version 50
   */
  ConditionalReturn(
      MethodVisitor target, int[] event, String owner, String descriptor, boolean framed) {
    super(Opcodes.ASM9, target);
    this.event = event;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.frame = new Object[arguments.length + 1];
    this.framed = framed;
    frame[0] = owner;
    for (int i = 0; i < arguments.length; i++) {
      frame[i + 1] = isInt(i + 1) ? Opcodes.INTEGER : arguments[i].getInternalName();
    }
  }

  private boolean isInt(int variable) {
    return arguments[variable - 1].getSort() == Type.INT;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    Label start = new Label();
    int gate = frame.length; // free: the method's own code comes later, and is done with it then
    Rendezvous.load(Rendezvous.LOG_EVENTS, mv);
    super.visitVarInsn(Opcodes.ASTORE, gate);
    super.visitVarInsn(Opcodes.ALOAD, gate);
    super.visitJumpInsn(Opcodes.IFNULL, start);
    super.visitVarInsn(Opcodes.ALOAD, gate);
    loadEvent();
    super.visitVarInsn(Opcodes.ALOAD, 0);
    Rendezvous.ask(mv);
    super.visitJumpInsn(Opcodes.IFEQ, start);
    super.visitInsn(Opcodes.RETURN);
    super.visitLabel(start);
    if (framed) {
      super.visitFrame(Opcodes.F_NEW, frame.length, frame, 0, null);
      super.visitInsn(Opcodes.NOP); // where the method's own code begins with a frame of its own
    }
  }

  private void loadEvent() {
    if (event.length == 1) {
      load(event[0]);
      return;
    }
    super.visitInsn(Opcodes.ICONST_0 + event.length);
    super.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < event.length; i++) {
      super.visitInsn(Opcodes.DUP);
      super.visitInsn(Opcodes.ICONST_0 + i);
      load(event[i]);
      super.visitInsn(Opcodes.AASTORE);
    }
  }

  private void load(int variable) {
    if (isInt(variable)) {
      super.visitVarInsn(Opcodes.ILOAD, variable);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
    } else {
      super.visitVarInsn(Opcodes.ALOAD, variable);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(Math.max(maxStack, OWN_STACK), Math.max(maxLocals, frame.length + 1));
  }
}
