// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.function.BiFunction;

/**
 * Runs in a module of its own and asks that {@code java.lang} be opened to it. Public for its
 * loader alone.
 *
 * <p>Compiled against Java 9's API and loaded nowhere else.
 */
public final class JavaLangDefinition implements BiFunction<Instrumentation, byte[], Class<?>> {
  @Override
  public Class<?> apply(Instrumentation instrumentation, byte[] classFile) {
    Module own = JavaLangDefinition.class.getModule();
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.<Module>emptySet(),
        Collections.emptyMap(),
        Collections.singletonMap("java.lang", Collections.singleton(own)),
        Collections.<Class<?>>emptySet(),
        Collections.emptyMap());
    try {
      return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
          .defineClass(classFile);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
