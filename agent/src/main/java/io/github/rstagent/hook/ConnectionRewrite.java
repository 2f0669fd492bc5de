// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.named;

import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Makes Netty say where a channel begins and where it is closed: {@code register0} and {@code
 * close} of the one class that every transport's do go through, once or a few times in the life of
 * a connection and never for a read or a write.
 *
 * <p>Both methods are there in every release from 4.0.0 to 4.2 and in the alphas of 5. A class that
 * has not exactly these, or no way to its channel, is left alone. All other methods are copied byte
 * for byte, as by {@link ReadExceptionRewrite}.
 */
final class ConnectionRewrite implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {
  static final String TARGET = "channel/AbstractChannel$AbstractUnsafe";

  /** What the target uses, which tells it from other libraries' classes of that name. */
  static final String PROOF = "channel/ChannelPromise";

  static final String BEGIN = "register0";
  static final String CLOSE = "close";

  private final String prefix;
  private final FieldDescription channel;
  private final boolean knowsFirst;
  private final boolean framed;
  private String unexpected;

  private ConnectionRewrite(
      String prefix, FieldDescription channel, boolean knowsFirst, boolean framed) {
    this.prefix = prefix;
    this.channel = channel;
    this.knowsFirst = knowsFirst;
    this.framed = framed;
  }

  /**
   * @param prefix internal name of that Netty's root package, with its slash
   * @throws UnexpectedShapeException where the class is not as published
   */
  static byte[] of(String prefix, byte[] classFile) throws UnexpectedShapeException {
    String name = (prefix + TARGET).replace('/', '.');
    TypePool types =
        new TypePool.Default(
            new TypePool.CacheProvider.Simple(),
            ClassFileLocator.Simple.of(name, classFile),
            TypePool.Default.ReaderMode.FAST);
    TypeDescription type = types.describe(name).resolve();
    FieldDescription channel = null;
    boolean knowsFirst = false;
    for (FieldDescription field : type.getDeclaredFields()) {
      if (isSynthetic().matches(field)
          && field.getDescriptor().equals('L' + prefix + HookPoint.CHANNEL + ';')) {
        channel = field;
      }
      knowsFirst |= field.getName().equals(ScopedMethod.NEVER_REGISTERED);
    }
    if (channel == null) {
      throw new UnexpectedShapeException("no channel in " + name);
    }
    final String descriptor = "(L" + prefix + PROOF + ";)V";
    ElementMatcher.Junction<MethodDescription> wrapped =
        new ElementMatcher.Junction.AbstractBase<MethodDescription>() {
          @Override
          public boolean matches(MethodDescription method) {
            return method.getDescriptor().equals(descriptor)
                && (method.getName().equals(BEGIN) || method.getName().equals(CLOSE));
          }
        };
    for (String expected : new String[] {BEGIN, CLOSE}) {
      if (type.getDeclaredMethods().filter(wrapped).filter(named(expected)).isEmpty()) {
        throw new UnexpectedShapeException("no " + expected + descriptor + " in " + name);
      }
    }
    boolean framed = type.getClassFileVersion().isAtLeast(net.bytebuddy.ClassFileVersion.JAVA_V6);
    return new ConnectionRewrite(prefix, channel, knowsFirst, framed)
        .apply(wrapped, type, types, classFile);
  }

  private byte[] apply(
      ElementMatcher<? super MethodDescription> wrapped,
      TypeDescription type,
      TypePool types,
      byte[] classFile)
      throws UnexpectedShapeException {
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new AsmVisitorWrapper.ForDeclaredMethods()
            .method(wrapped, this)
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
    if (unexpected != null) {
      throw new UnexpectedShapeException(unexpected + " of " + type.getName());
    }
    return writer.toByteArray();
  }

  /** Told by a method that it cannot be wrapped. */
  void refuse(String reason) {
    unexpected = reason;
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
    return new ScopedMethod(target, this, method.getName(), channel, prefix, knowsFirst, framed);
  }
}
