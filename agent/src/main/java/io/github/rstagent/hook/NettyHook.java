// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import io.github.rstagent.loader.ChildFirstLoader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One Netty in one class loader, and what is hooked of it.
 *
 * <p>A target's class file is fetched and rewritten when its transport is announced, at bind; what
 * is left for the event loop, which loads the target at the first accepted connection, is to
 * compare it with what the JVM is about to define.
 */
final class NettyHook {
  private final WeakReference<ClassLoader> loader;
  private final String prefix;
  private final String name;
  private final HookListener listener;
  private final boolean usable;
  private final Map<HookPoint, Prepared> prepared = new HashMap<HookPoint, Prepared>();
  private final Set<HookPoint> hooked = new HashSet<HookPoint>();

  NettyHook(ClassLoader loader, String prefix, ProtectionDomain domain, HookListener listener) {
    this.loader = new WeakReference<ClassLoader>(loader);
    this.prefix = prefix;
    this.name = NettyVersion.of(loader, domain) + " (" + packageName(prefix) + ")";
    this.listener = listener;
    this.usable = announce();
  }

  private static String packageName(String prefix) {
    return prefix.isEmpty()
        ? "no package"
        : prefix.substring(0, prefix.length() - 1).replace('/', '.');
  }

  private boolean announce() {
    try {
      listener.met(name, packageName(prefix));
      return true;
    } catch (Exception e) {
      listener.failed("Netty " + name, e);
      return false;
    }
  }

  boolean isIn(ClassLoader candidate, String candidatePrefix) {
    return loader.get() == candidate && prefix.equals(candidatePrefix);
  }

  boolean isGone() {
    return loader.get() == null;
  }

  /** Does at bind what can be done before the target is loaded. */
  synchronized void prepare(HookPoint point) {
    ClassLoader from = loader.get();
    if (!usable || from == null || prepared.containsKey(point)) {
      return;
    }
    byte[] classFile = null;
    try (InputStream in = from.getResourceAsStream(prefix + point.target() + ".class")) {
      classFile = in == null ? null : ChildFirstLoader.readAll(in);
    } catch (IOException e) {
      // A loader that hides its class files: the target is rewritten when it comes by.
      return;
    }
    if (classFile != null) {
      prepared.put(point, rewrite(point, classFile));
    }
  }

  /**
   * The target as it is to be defined, or {@code null} where it is left alone.
   *
   * @param classFile what the JVM is about to define, perhaps changed by an agent before us
   */
  synchronized byte[] hook(HookPoint point, byte[] classFile) {
    if (!usable) {
      return null;
    }
    Prepared ready = prepared.get(point);
    if (ready == null || !Arrays.equals(ready.original, classFile)) {
      ready = rewrite(point, classFile);
      prepared.put(point, ready);
    }
    if (ready.rewritten != null && hooked.add(point)) {
      listener.hooked(name, point.transport());
    }
    return ready.rewritten;
  }

  private Prepared rewrite(HookPoint point, byte[] classFile) {
    try {
      return new Prepared(classFile, ReadExceptionRewrite.of(point, prefix, classFile));
    } catch (UnexpectedShapeException e) {
      listener.leftAlone(
          name,
          point.transport(),
          e.getMessage() + " (tested: Netty " + NettyReleases.summary() + ")");
      return new Prepared(classFile, null);
    }
  }

  private static final class Prepared {
    final byte[] original;
    final byte[] rewritten; // null: left alone

    Prepared(byte[] original, byte[] rewritten) {
      this.original = original;
      this.rewritten = rewritten;
    }
  }
}
