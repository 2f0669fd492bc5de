// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * Makes Netty say where a channel begins and where it is closed: {@code register0} and {@code
 * close} of the one class that every transport's do go through, once or a few times in the life of
 * a connection and never for a read or a write.
 *
 * <p>Both methods are there in every release from 4.0.0 to 4.2 and in the alphas of 5. A class that
 * has not exactly these, or no way to its channel, is left alone. All other methods are copied byte
 * for byte.
 */
final class ConnectionRewrite
    implements ElementMatcher<MethodDescription>,
        AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {
  static final String TARGET = "channel/AbstractChannel$AbstractUnsafe";

  /** What the target uses, which tells it from other libraries' classes of that name. */
  static final String PROOF = "channel/ChannelPromise";

  static final String BEGIN = "register0";
  static final String CLOSE = "close";

  private final String prefix;
  private final FieldDescription channel;
  private final boolean knowsFirst;
  private final boolean framed;
  private final String descriptor;
  private final List<String> wrapped = new ArrayList<String>();
  private String unexpected;

  private ConnectionRewrite(
      String prefix, FieldDescription channel, boolean knowsFirst, boolean framed) {
    this.prefix = prefix;
    this.channel = channel;
    this.knowsFirst = knowsFirst;
    this.framed = framed;
    descriptor = "(L" + prefix + PROOF + ";)V";
  }

  /**
   * @param prefix internal name of that Netty's root package, with its slash
   * @throws UnexpectedShapeException where the class is not as published
   */
  static byte[] of(String prefix, byte[] classFile) throws UnexpectedShapeException {
    RewritableClass target = new RewritableClass(prefix + TARGET, classFile);
    TypeDescription type = target.type();
    FieldDescription channel = null;
    boolean knowsFirst = false;
    for (FieldDescription field : type.getDeclaredFields()) {
      if (field.isSynthetic()
          && field.getDescriptor().equals('L' + prefix + HookPoint.CHANNEL + ';')) {
        channel = field;
      }
      knowsFirst |= field.getName().equals(ScopedMethod.NEVER_REGISTERED);
    }
    if (channel == null) {
      throw new UnexpectedShapeException("no channel in " + type.getName());
    }
    ConnectionRewrite rewrite =
        new ConnectionRewrite(prefix, channel, knowsFirst, target.isFramed());
    return rewrite.apply(target);
  }

  private byte[] apply(RewritableClass target) throws UnexpectedShapeException {
    byte[] rewritten = target.rewrite(this, this);
    for (String expected : new String[] {BEGIN, CLOSE}) {
      if (!wrapped.contains(expected)) {
        throw new UnexpectedShapeException(
            "no " + expected + descriptor + " in " + target.type().getName());
      }
    }
    if (unexpected != null) {
      throw new UnexpectedShapeException(unexpected + " of " + target.type().getName());
    }
    return rewritten;
  }

  /** Told by a method that it cannot be wrapped. */
  void refuse(String reason) {
    unexpected = reason;
  }

  @Override
  public boolean matches(MethodDescription method) {
    return method.getDescriptor().equals(descriptor)
        && (method.getName().equals(BEGIN) || method.getName().equals(CLOSE));
  }

  @Override
  public MethodVisitor wrap(
      TypeDescription type,
      MethodDescription method,
      MethodVisitor target,
      Implementation.Context context,
      TypePool types,
      int writerFlags,
      int readerFlags) {
    wrapped.add(method.getName());
    return new ScopedMethod(target, this, method.getName(), channel, prefix, knowsFirst, framed);
  }
}
