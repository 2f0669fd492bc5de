// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.locks.LockSupport;

/** Another agent, whose transformer never comes back to our agent's thread with one class. */
public final class StuckAgent implements ClassFileTransformer {
  private final String stuckAt;

  private StuckAgent(String stuckAt) {
    this.stuckAt = stuckAt;
  }

  /**
   * Adds a transformer that never comes back from one class.
   *
   * @param argument the class's internal name
   */
  public static void premain(String argument, Instrumentation instrumentation) {
    instrumentation.addTransformer(new StuckAgent(argument), true);
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    while (stuckAt.equals(className) && Thread.currentThread().getName().equals("rst-agent")) {
      LockSupport.park();
    }
    return null;
  }
}
