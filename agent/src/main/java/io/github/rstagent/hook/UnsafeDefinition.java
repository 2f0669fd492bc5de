// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.lang.reflect.Field;
import java.security.ProtectionDomain;

/**
 * Defines a class in the bootstrap loader on Java 8, the only release that has no modules and this
 * method.
 */
final class UnsafeDefinition {
  private UnsafeDefinition() {}

  static Class<?> define(String name, byte[] classFile) throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    Field instance = unsafe.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    return (Class<?>)
        unsafe
            .getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class)
            .invoke(instance.get(null), name, classFile, 0, classFile.length, null, null);
  }
}
