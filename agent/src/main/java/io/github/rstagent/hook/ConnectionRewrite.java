// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Makes Netty say where a channel begins and where it is closed: in Netty 4 in {@code register0}
 * and {@code close} of a channel's Unsafe, in Netty 3 where the events are fired. A class that has
 * not exactly the methods of its {@link ConnectionPoint}, or no way to its channel, is left alone.
 */
final class ConnectionRewrite extends ClassRewrite {
  /**
   * 4.0.25 and 4.1.0.Beta6 have it, 4.0.19 and 4.1.0.Beta3 have not: there a channel that is
   * registered again counts as a new one.
   */
  private static final String NEVER_REGISTERED = "neverRegistered";

  private static final String BOOLEAN = "java/lang/Boolean";

  private final ConnectionPoint point;
  private final String prefix;
  private final List<String> expected;
  private final List<String> scoped = new ArrayList<>();
  private String channel; // the field that leads to it; null: none, or the argument is it
  private boolean knowsFirst;
  private String unexpected;

  private ConnectionRewrite(ConnectionPoint point, String prefix, byte[] classFile) {
    super(classFile);
    this.point = point;
    this.prefix = prefix;
    expected = point.methods(prefix);
  }

  /**
   * @param prefix internal name of that Netty's root package, with its slash
   * @throws UnexpectedShapeException where the class is not as published
   */
  static byte[] of(ConnectionPoint point, String prefix, byte[] classFile)
      throws UnexpectedShapeException {
    ConnectionRewrite rewrite = new ConnectionRewrite(point, prefix, classFile);
    byte[] rewritten = rewrite.rewritten();
    rewrite.check();
    return rewritten;
  }

  private void check() throws UnexpectedShapeException {
    if (channel == null && !point.isStatic()) {
      throw new UnexpectedShapeException("no channel in " + type());
    }
    for (String method : expected) {
      if (!scoped.contains(method)) {
        throw new UnexpectedShapeException("no " + method + " in " + type());
      }
    }
    if (unexpected != null) {
      throw new UnexpectedShapeException(unexpected + " of " + type());
    }
  }

  /** Told by a method that it cannot be rewritten. */
  void refuse(String reason) {
    unexpected = reason;
  }

  /** All fields come before all methods. */
  @Override
  public FieldVisitor visitField(
      int access, String name, String type, String signature, Object value) {
    if ((access & Opcodes.ACC_SYNTHETIC) != 0
        && type.equals('L' + prefix + HookPoint.CHANNEL + ';')) {
      channel = name;
    }
    knowsFirst |= name.equals(NEVER_REGISTERED);
    return super.visitField(access, name, type, signature, value);
  }

  @Override
  MethodVisitor rewrite(int access, String name, String descriptor, MethodVisitor target) {
    int place = expected.indexOf(name + descriptor);
    if (place < 0 || point.isStatic() != ((access & Opcodes.ACC_STATIC) != 0)) {
      return target;
    }
    scoped.add(name + descriptor);
    return new ScopedMethod(target, this, name, place == 0);
  }

  /** Internal name of the type of a method's first local variable. */
  String self() {
    return prefix + point.self();
  }

  /** Writes what loads the gate and the pipeline, in Netty 3 the channel. */
  void startQuestion(MethodVisitor code) {
    Rendezvous.load(Rendezvous.CONNECTIONS, code);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    if (channel != null) {
      String type = prefix + HookPoint.CHANNEL;
      code.visitFieldInsn(Opcodes.GETFIELD, self(), channel, 'L' + type + ';');
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          type,
          "pipeline",
          "()L" + prefix + FireCall.NETTY_4.owner() + ';',
          false);
    }
  }

  /** Writes what loads whether a channel begins. */
  void sayWhether(boolean begins, MethodVisitor code) {
    if (begins && knowsFirst) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, self(), NEVER_REGISTERED, "Z");
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, BOOLEAN, "valueOf", "(Z)Ljava/lang/Boolean;", false);
    } else {
      code.visitFieldInsn(
          Opcodes.GETSTATIC, BOOLEAN, begins ? "TRUE" : "FALSE", "Ljava/lang/Boolean;");
    }
  }
}
