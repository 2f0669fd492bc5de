// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;

/** Makes the call at a hook point conditional, in a class file. */
final class ReadExceptionRewrite extends ClassRewrite {
  private final CallSites shape;
  private final FireCall call;
  private final String prefix;
  private final List<ConditionalFire> methods = new ArrayList<>();

  private ReadExceptionRewrite(CallSites shape, FireCall call, String prefix, byte[] classFile) {
    super(classFile);
    this.shape = shape;
    this.call = call;
    this.prefix = prefix;
  }

  /**
   * Rewrites the first of the hook point's shapes that the class has a method for.
   *
   * @param prefix internal name of that Netty's root package, with its slash
   * @throws UnexpectedShapeException where the class is not as published
   */
  static byte[] of(HookPoint point, String prefix, byte[] classFile)
      throws UnexpectedShapeException {
    for (CallSites shape : point.shapes()) {
      ReadExceptionRewrite rewrite =
          new ReadExceptionRewrite(shape, point.call(), prefix, classFile);
      byte[] rewritten = rewrite.rewritten();
      if (!rewrite.methods.isEmpty()) {
        rewrite.check();
        return rewritten;
      }
    }
    throw new UnexpectedShapeException(
        "none of the methods expected in " + (prefix + point.target()).replace('/', '.'));
  }

  private void check() throws UnexpectedShapeException {
    int sites = 0;
    for (ConditionalFire method : methods) {
      if (method.unexpected() != null) {
        throw new UnexpectedShapeException(
            shape.method() + " of " + type() + ": " + method.unexpected());
      }
      sites += method.sites();
    }
    if (sites != shape.count()) {
      throw new UnexpectedShapeException(
          shape.method()
              + " of "
              + type()
              + " fires an exception at "
              + sites
              + " places, not at "
              + shape.count());
    }
  }

  @Override
  MethodVisitor rewrite(int access, String name, String descriptor, MethodVisitor target) {
    if (!name.equals(shape.method())) {
      return target;
    }
    ConditionalFire method =
        new ConditionalFire(target, access, descriptor, call, prefix, isFramed(), shape.summing());
    methods.add(method);
    return method;
  }
}
