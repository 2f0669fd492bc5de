// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.util.logging.LogManager;

/**
 * A log manager that cannot be made before its service is ready for it, like WildFly's. Whoever
 * asks for it too early has broken java.util.logging for the life of the JVM.
 */
public final class TouchyLogManager extends LogManager {
  public TouchyLogManager() {
    for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
      if (frame.getClassName().equals(EchoService.class.getName())
          && frame.getMethodName().equals("obey")) {
        return;
      }
    }
    throw new LinkageError("java.util.logging was touched before the service was ready");
  }
}
