// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Makes Netty say where a channel begins and where it is closed: {@code register0} and {@code
 * close} of the one class that every transport's do go through, once or a few times in the life of
 * a connection and never for a read or a write.
 *
 * <p>Both methods are there in every release from 4.0.0 to 4.2 and in the alphas of 5. A class that
 * has not exactly these, or no way to its channel, is left alone.
 */
final class ConnectionRewrite extends ClassRewrite {
  static final String TARGET = "channel/AbstractChannel$AbstractUnsafe";

  /** What the target uses, which tells it from other libraries' classes of that name. */
  static final String PROOF = "channel/ChannelPromise";

  static final String BEGIN = "register0";
  static final String CLOSE = "close";

  private final String prefix;
  private final String descriptor;
  private final List<String> scoped = new ArrayList<>();
  private String channel; // the field that leads to it; null: none
  private boolean knowsFirst;
  private String unexpected;

  private ConnectionRewrite(String prefix, byte[] classFile) {
    super(classFile);
    this.prefix = prefix;
    descriptor = "(L" + prefix + PROOF + ";)V";
  }

  /**
   * @param prefix internal name of that Netty's root package, with its slash
   * @throws UnexpectedShapeException where the class is not as published
   */
  static byte[] of(String prefix, byte[] classFile) throws UnexpectedShapeException {
    ConnectionRewrite rewrite = new ConnectionRewrite(prefix, classFile);
    byte[] rewritten = rewrite.rewritten();
    rewrite.check();
    return rewritten;
  }

  private void check() throws UnexpectedShapeException {
    if (channel == null) {
      throw new UnexpectedShapeException("no channel in " + type());
    }
    for (String expected : new String[] {BEGIN, CLOSE}) {
      if (!scoped.contains(expected)) {
        throw new UnexpectedShapeException("no " + expected + descriptor + " in " + type());
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
    knowsFirst |= name.equals(ScopedMethod.NEVER_REGISTERED);
    return super.visitField(access, name, type, signature, value);
  }

  @Override
  MethodVisitor rewrite(int access, String name, String descriptor, MethodVisitor target) {
    boolean asked = name.equals(BEGIN) || name.equals(CLOSE);
    if (channel == null || !asked || !descriptor.equals(this.descriptor)) {
      return target;
    }
    scoped.add(name);
    return new ScopedMethod(target, this, name, channel, prefix, knowsFirst, isFramed());
  }
}
