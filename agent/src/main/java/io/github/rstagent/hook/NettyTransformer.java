// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import io.github.rstagent.boot.HomeJar;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Watches classes go by, and does next to nothing until one of them is Netty's: only then are
 * {@link NettyHooks}, and with them Byte Buddy, loaded.
 *
 * <p>Called on whatever thread loads a class, with locks of class loaders held: never throws, never
 * waits.
 */
public final class NettyTransformer implements ClassFileTransformer {
  private final HookListener listener;
  private volatile NettyHooks hooks; // null: no Netty met yet
  private volatile boolean watching;

  /**
   * @param listener told what was met and hooked
   */
  public NettyTransformer(HookListener listener) {
    this.listener = listener;
  }

  /**
   * Sends what is loaded already through all transformers once more: hooks it while this one is
   * among them, and gives the original bytecode back when it is no longer.
   */
  public void retransformLoaded(Instrumentation instrumentation) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      // Before main nearly all of them are the bootstrap loader's; names are made when asked for.
      if (type.getClassLoader() != null
          && type.getName().contains(".channel.")
          && isTarget(type.getName().replace('.', '/'))) {
        retransform(type, instrumentation);
      }
    }
  }

  /**
   * Meets the Nettys that are bound already, and prepares what their first connection will need.
   * The classes that tell of them stay as they are.
   */
  public void meetLoaded(Instrumentation instrumentation) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() != null && type.getName().contains(".channel.")) {
        meet(type, type.getName().replace('.', '/'));
      }
    }
  }

  private void meet(Class<?> type, String className) {
    if (!HookPoint.tellsOfNetty(className)) {
      return;
    }
    try {
      ClassLoader loader = type.getClassLoader();
      ProtectionDomain domain = type.getProtectionDomain();
      try (InputStream in = NettyHook.classFile(className + ".class", loader, domain)) {
        if (in != null) {
          offer(loader, className, domain, HomeJar.readAll(in));
        }
      }
    } catch (Throwable t) {
      listener.failed(type.getName(), t);
    }
  }

  /**
   * Whether Nettys are to say where connections begin and end. Takes effect at once, on classes
   * loaded already too; without it these classes are as they were published.
   *
   * @param instrumentation that this transformer was added to, or is about to be: classes loaded
   *     before that come with {@link #retransformLoaded}
   */
  public void watchConnections(boolean watch, Instrumentation instrumentation) {
    if (watching == watch) {
      return;
    }
    watching = watch;
    if (hooks != null) {
      retransformWatched(instrumentation);
    }
  }

  private void retransformWatched(Instrumentation instrumentation) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() != null
          && type.getName().contains(".channel.")
          && ConnectionPoint.of(type.getName().replace('.', '/')) != null) {
        try {
          instrumentation.retransformClasses(type);
        } catch (Throwable t) { // of another agent's making; the other classes are still to come
          listener.unwatched(type.getName(), t.toString());
        }
      }
    }
  }

  private void retransform(Class<?> type, Instrumentation instrumentation) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Exception | LinkageError e) {
      listener.failed(type.getName(), e);
    }
  }

  private boolean isTarget(String className) {
    if (watching && ConnectionPoint.of(className) != null) {
      return true;
    }
    for (HookPoint point : HookPoint.ALL) {
      if (point.isTarget(className)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> classBeingRedefined,
      ProtectionDomain protectionDomain,
      byte[] classFile) {
    if (className == null || !className.contains("/channel/")) {
      return null;
    }
    try {
      return offer(loader, className, protectionDomain, classFile);
    } catch (Throwable t) {
      listener.failed(className.replace('/', '.'), t);
      return null;
    }
  }

  private byte[] offer(
      ClassLoader loader, String className, ProtectionDomain domain, byte[] classFile) {
    meet(loader, className, domain, classFile, HookPoint.CHANNEL, HookPoint.CHANNEL_PARENT);
    meet(loader, className, domain, classFile, HookPoint.URING, HookPoint.URING_USES);
    ConnectionPoint connections = ConnectionPoint.of(className);
    if (connections != null) {
      return watching ? watched(connections, loader, className, domain, classFile) : null;
    }
    NettyHook announced = null;
    HookPoint announcing = null;
    boolean found = false;
    for (HookPoint point : HookPoint.ALL) {
      if (point.isAnnouncedBy(className)) {
        String prefix = point.prefixOfAnnouncing(className);
        if (ClassFileText.mentions(classFile, prefix + HookPoint.CHANNEL)) {
          announcing = point;
          announced = usable(loader, prefix, domain);
          found |= announced != null && announced.prepare(point, domain);
        }
      } else if (point.isTarget(className)) {
        String prefix = point.prefixOfTarget(className);
        if (point.isTarget(prefix, classFile)) {
          NettyHook netty = usable(loader, prefix, domain);
          return netty == null ? null : netty.hook(point, classFile);
        }
      }
    }
    if (announced != null && !found) {
      announced.missing(announcing.transport());
    }
    return null;
  }

  private byte[] watched(
      ConnectionPoint point,
      ClassLoader loader,
      String className,
      ProtectionDomain domain,
      byte[] classFile) {
    String prefix = point.prefixOf(className);
    if (!point.isTarget(prefix, classFile)) {
      return null;
    }
    NettyHook netty = usable(loader, prefix, domain);
    return netty == null ? null : netty.watch(point, classFile);
  }

  /** Meets a Netty at a class that tells no transport to be hooked. */
  private void meet(
      ClassLoader loader,
      String className,
      ProtectionDomain domain,
      byte[] classFile,
      String suffix,
      String proof) {
    if (className.endsWith(suffix)) {
      String prefix = className.substring(0, className.length() - suffix.length());
      if (ClassFileText.mentions(classFile, prefix + proof)) {
        usable(loader, prefix, domain);
      }
    }
  }

  /** The hooks of a Netty, or {@code null} where it is left alone. */
  private NettyHook usable(ClassLoader loader, String prefix, ProtectionDomain domain) {
    if (loader == null) {
      throw new IllegalStateException("a Netty on the bootstrap class path is not supported");
    }
    NettyHook netty = hooks().of(loader, prefix);
    return netty.isUsable(domain) ? netty : null;
  }

  /** No atomic, and nothing is loaded under the lock: see {@code StderrWriter}. */
  private NettyHooks hooks() {
    if (hooks == null) {
      NettyHooks made = new NettyHooks(listener); // several threads may have made them
      synchronized (this) {
        hooks = hooks == null ? made : hooks;
      }
    }
    return hooks;
  }
}
