// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.DiagnosticContext;
import org.slf4j.MDC;

/** SLF4J's MDC. */
public final class Slf4jContext implements DiagnosticContext {
  private static final String PROBE = "rst.probe";

  /**
   * @throws IllegalStateException where the binding keeps nothing (slf4j-simple, slf4j-nop)
   */
  public Slf4jContext() {
    MDC.put(PROBE, PROBE);
    boolean kept = PROBE.equals(MDC.get(PROBE));
    MDC.remove(PROBE);
    if (!kept) {
      throw new IllegalStateException("this SLF4J binding has no MDC");
    }
  }

  @Override
  public String get(String key) {
    return MDC.get(key);
  }

  @Override
  public void put(String key, String value) {
    MDC.put(key, value);
  }

  @Override
  public void remove(String key) {
    MDC.remove(key);
  }
}
