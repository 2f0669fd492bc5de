// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** Another agent, whose transformer fails for every class that there is, ours included. */
public final class ThrowingAgent implements ClassFileTransformer {
  private ThrowingAgent() {}

  public static void premain(String argument, Instrumentation instrumentation) {
    instrumentation.addTransformer(new ThrowingAgent(), true);
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    throw new IllegalStateException("another agent fails at " + className);
  }
}
