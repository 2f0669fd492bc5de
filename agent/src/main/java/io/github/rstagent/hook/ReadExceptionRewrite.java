// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * Makes the call at a hook point conditional, in a class file.
 *
 * <p>It is its own matcher, because {@link net.bytebuddy.matcher.ElementMatchers} would cost a
 * start twenty classes to compare a name.
 */
final class ReadExceptionRewrite
    implements ElementMatcher<MethodDescription>,
        AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {
  private final CallSites shape;
  private final FireCall call;
  private final String prefix;
  private final boolean framed;
  private final List<ConditionalFire> rewritten = new ArrayList<ConditionalFire>();

  private ReadExceptionRewrite(CallSites shape, FireCall call, String prefix, boolean framed) {
    this.shape = shape;
    this.call = call;
    this.prefix = prefix;
    this.framed = framed;
  }

  /**
   * Rewrites the first of the hook point's shapes that the class has a method for.
   *
   * @param prefix internal name of that Netty's root package, with its slash
   * @throws UnexpectedShapeException where the class is not as published
   */
  static byte[] of(HookPoint point, String prefix, byte[] classFile)
      throws UnexpectedShapeException {
    RewritableClass target = new RewritableClass(prefix + point.target(), classFile);
    for (CallSites shape : point.shapes()) {
      ReadExceptionRewrite rewrite =
          new ReadExceptionRewrite(shape, point.call(), prefix, target.isFramed());
      if (target.has(rewrite)) {
        return rewrite.apply(target);
      }
    }
    throw new UnexpectedShapeException(
        "none of the methods expected in " + target.type().getName());
  }

  private byte[] apply(RewritableClass target) throws UnexpectedShapeException {
    byte[] rewrittenClass = target.rewrite(this, this);
    int sites = 0;
    for (ConditionalFire method : rewritten) {
      if (method.unexpected() != null) {
        throw new UnexpectedShapeException(
            shape.method() + " of " + target.type().getName() + ": " + method.unexpected());
      }
      sites += method.sites();
    }
    if (sites != shape.count()) {
      throw new UnexpectedShapeException(
          shape.method()
              + " of "
              + target.type().getName()
              + " fires an exception at "
              + sites
              + " places, not at "
              + shape.count());
    }
    return rewrittenClass;
  }

  @Override
  public boolean matches(MethodDescription method) {
    return method.getName().equals(shape.method());
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
    ConditionalFire visitor = new ConditionalFire(target, method, call, prefix, framed);
    rewritten.add(visitor);
    return visitor;
  }
}
