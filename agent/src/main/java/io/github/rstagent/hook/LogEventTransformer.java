// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the event methods of logging libraries ask {@link Rendezvous#LOG_EVENTS} first, while it is
 * installed: those that are loaded already, and those that come. It loads none of them, and no
 * class that rewrites before one of them goes by.
 *
 * <p>{@link #transform} is called on whatever thread loads a class, with locks of class loaders
 * held: it never throws and never waits.
 */
public final class LogEventTransformer implements ClassFileTransformer {
  private final Instrumentation instrumentation;
  private final LogEventListener listener;
  private boolean installed;

  /**
   * @param listener told what was hooked
   */
  public LogEventTransformer(Instrumentation instrumentation, LogEventListener listener) {
    this.instrumentation = instrumentation;
    this.listener = listener;
  }

  /**
   * Hooks the logging libraries that are there and those that come, if that is not so already. Not
   * on an event loop: classes are retransformed meanwhile.
   *
   * @throws Exception where this JVM has no way for classes to ask; then nothing is changed
   */
  public synchronized void install() throws Exception {
    if (installed) {
      return;
    }
    Rendezvous.prepare(instrumentation); // before the first class that names it
    EventMethod.load(); // not within transform, at whatever class comes first
    instrumentation.addTransformer(this, true);
    installed = true;
    retransformLoaded();
  }

  /** Gives back the bytecode that was there before, if it is not there already. As above. */
  public synchronized void remove() {
    if (!installed) {
      return;
    }
    instrumentation.removeTransformer(this);
    installed = false;
    retransformLoaded();
  }

  private void retransformLoaded() {
    List<Class<?>> loaded = new ArrayList<Class<?>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (libraryOf(type) != null && instrumentation.isModifiableClass(type)) {
        loaded.add(type);
      }
    }
    if (loaded.isEmpty() || isRetransformed(loaded.toArray(new Class<?>[0]))) {
      return;
    }
    for (Class<?> type : loaded) { // all but the one that is at fault
      try {
        instrumentation.retransformClasses(type);
      } catch (Exception | LinkageError e) {
        listener.leftAlone(libraryOf(type), e);
      }
    }
  }

  /** All in one stop of the JVM: each costs some milliseconds, however little is changed. */
  private boolean isRetransformed(Class<?>... types) {
    try {
      instrumentation.retransformClasses(types);
      return true;
    } catch (Exception | LinkageError e) {
      return false;
    }
  }

  private static String libraryOf(Class<?> type) {
    return EventMethod.libraryOf(type.getName().replace('.', '/'));
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> classBeingRedefined,
      ProtectionDomain protectionDomain,
      byte[] classFile) {
    if (className == null) {
      return null;
    }
    String library = EventMethod.libraryOf(className);
    if (library == null) {
      return null;
    }
    try {
      if (!EventMethod.isReal(className, classFile)) {
        return null;
      }
      byte[] rewritten = LogEventRewrite.of(classFile);
      listener.hooked(library);
      return rewritten;
    } catch (Throwable t) {
      listener.leftAlone(library, t);
      return null;
    }
  }
}
