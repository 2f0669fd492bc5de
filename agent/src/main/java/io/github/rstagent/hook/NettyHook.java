// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import io.github.rstagent.boot.HomeJar;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One Netty in one class loader, and what is hooked of it.
 *
 * <p>A target's class file is fetched and rewritten when its transport is announced, at bind; what
 * is left for the event loop, which loads the target at the first accepted connection, is to
 * compare it with what the JVM is about to define.
 *
 * <p>Threads come here with locks of class loaders held, so none waits for another: what two do at
 * once is done twice, with the same result.
 */
final class NettyHook {
  private enum State {
    NEW,
    USABLE,
    UNUSABLE
  }

  private static final Set<String> PUBLISHED =
      new HashSet<>(Arrays.asList("io.netty", "org.jboss.netty"));

  private final WeakReference<ClassLoader> loader;
  private final String prefix;
  private final HookListener listener;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final Map<HookPoint, Prepared> prepared = new ConcurrentHashMap<>();
  private final Set<String> said =
      Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());
  private volatile String name;

  NettyHook(ClassLoader loader, String prefix, HookListener listener) {
    this.loader = new WeakReference<ClassLoader>(loader);
    this.prefix = prefix;
    this.listener = listener;
  }

  boolean isIn(ClassLoader candidate, String candidatePrefix) {
    return loader.get() == candidate && prefix.equals(candidatePrefix);
  }

  boolean isGone() {
    return loader.get() == null;
  }

  /**
   * Makes sure that this Netty's classes may be changed, and says so the first time.
   *
   * @param domain of one of its classes
   */
  boolean isUsable(ProtectionDomain domain) {
    if (state.get() == State.NEW) {
      String packageName = prefix.substring(0, prefix.length() - 1).replace('/', '.');
      boolean relocated = !PUBLISHED.contains(packageName);
      name =
          (relocated
                  ? NettyVersion.ofRelocated(loader.get(), domain)
                  : NettyVersion.of(loader.get(), domain))
              + " ("
              + packageName
              + ")";
      Exception failure = open();
      if (state.compareAndSet(State.NEW, failure == null ? State.USABLE : State.UNUSABLE)) {
        if (failure == null) {
          listener.met(name, packageName);
        } else {
          listener.failed("Netty " + name, failure);
        }
      }
    }
    return state.get() == State.USABLE;
  }

  private Exception open() {
    try {
      listener.open();
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  /**
   * Does at bind what can be done before the target is loaded.
   *
   * @param domain of the class that announces it, which nearly always comes from the same jar
   * @return false where no class file of the target is found
   */
  boolean prepare(HookPoint point, ProtectionDomain domain) {
    ClassLoader from = loader.get();
    if (from == null || prepared.containsKey(point)) {
      return true;
    }
    try (InputStream in = classFile(prefix + point.target() + ".class", from, domain)) {
      if (in == null) {
        return false;
      }
      prepared.put(point, rewrite(point, HomeJar.readAll(in)));
    } catch (Exception e) {
      // A loader that fails here: the target is rewritten when it comes by.
    }
    return true;
  }

  static InputStream classFile(String file, ClassLoader from, ProtectionDomain domain) {
    InputStream in = HomeJar.open(domain, file);
    return in == null ? from.getResourceAsStream(file) : in;
  }

  /** Says that a transport was announced, and that none of its targets is to be seen. */
  void missing(String transport) {
    if (said.add("missing " + transport)) {
      listener.missing(name, transport);
    }
  }

  /**
   * The target as it is to be defined, or {@code null} where it is left alone.
   *
   * @param classFile what the JVM is about to define, perhaps changed by an agent before us
   */
  byte[] hook(HookPoint point, byte[] classFile) {
    Prepared ready = prepared.get(point);
    if (ready == null || !Arrays.equals(ready.original, classFile)) {
      ready = rewrite(point, classFile);
      prepared.put(point, ready);
    }
    if (ready.rewritten != null && said.add("hooked " + point.target())) {
      listener.hooked(name, point.transport());
    }
    return ready.rewritten;
  }

  /**
   * The class that every channel goes through where it begins and is closed, as it is to be
   * defined, or {@code null} where it is left alone.
   */
  byte[] watch(ConnectionPoint point, byte[] classFile) {
    try {
      return ConnectionRewrite.of(point, prefix, classFile);
    } catch (UnexpectedShapeException e) {
      if (said.add(e.getMessage())) {
        listener.unwatched(name, e.getMessage());
      }
      return null;
    }
  }

  private Prepared rewrite(HookPoint point, byte[] classFile) {
    try {
      return new Prepared(classFile, ReadExceptionRewrite.of(point, prefix, classFile));
    } catch (UnexpectedShapeException e) {
      if (said.add(e.getMessage())) {
        listener.leftAlone(
            name,
            point.transport(),
            e.getMessage() + " (tested: Netty " + NettyReleases.summary() + ")");
      }
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
