// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Makes the call at a hook point conditional, in a class file.
 *
 * <p>Byte Buddy's {@link AsmVisitorWrapper.ForDeclaredMethods} is driven by hand, on the class's
 * own constant pool: all other methods are copied as they stand, byte for byte.
 */
final class ReadExceptionRewrite
    implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {
  private final FireCall call;
  private final String prefix;
  private final boolean framed;
  private final List<ConditionalFire> rewritten = new ArrayList<ConditionalFire>();

  private ReadExceptionRewrite(FireCall call, String prefix, boolean framed) {
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
    String name = (prefix + point.target()).replace('/', '.');
    TypePool types =
        new TypePool.Default(
            new TypePool.CacheProvider.Simple(),
            ClassFileLocator.Simple.of(name, classFile),
            TypePool.Default.ReaderMode.FAST);
    TypeDescription type = types.describe(name).resolve();
    for (CallSites shape : point.shapes()) {
      if (!type.getDeclaredMethods().filter(named(shape.method())).isEmpty()) {
        boolean framed = type.getClassFileVersion().isAtLeast(ClassFileVersion.JAVA_V6);
        return new ReadExceptionRewrite(point.call(), prefix, framed)
            .apply(shape, type, types, classFile);
      }
    }
    throw new UnexpectedShapeException("none of the methods expected in " + name);
  }

  private byte[] apply(CallSites shape, TypeDescription type, TypePool types, byte[] classFile)
      throws UnexpectedShapeException {
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new AsmVisitorWrapper.ForDeclaredMethods()
            .method(named(shape.method()), this)
            .wrap(
                type,
                writer,
                null, // nothing is generated that would need a context
                types,
                type.getDeclaredFields(),
                type.getDeclaredMethods(),
                0,
                ClassReader.EXPAND_FRAMES),
        ClassReader.EXPAND_FRAMES);
    int sites = 0;
    for (ConditionalFire method : rewritten) {
      if (method.unexpected() != null) {
        throw new UnexpectedShapeException(
            shape.method() + " of " + type.getName() + ": " + method.unexpected());
      }
      sites += method.sites();
    }
    if (sites != shape.count()) {
      throw new UnexpectedShapeException(
          shape.method()
              + " of "
              + type.getName()
              + " fires an exception at "
              + sites
              + " places, not at "
              + shape.count());
    }
    return writer.toByteArray();
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
