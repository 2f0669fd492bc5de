// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.DiagnosticContext;
import org.apache.logging.log4j.ThreadContext;

/** Log4j 2's thread context. */
public final class Log4jContext implements DiagnosticContext {
  private static final String PROBE = "rst.probe";

  /**
   * @throws IllegalStateException where the provider keeps nothing (log4j-api alone)
   */
  public Log4jContext() {
    ThreadContext.put(PROBE, PROBE);
    boolean kept = PROBE.equals(ThreadContext.get(PROBE));
    ThreadContext.remove(PROBE);
    if (!kept) {
      throw new IllegalStateException("this Log4j has no thread context");
    }
  }

  @Override
  public String get(String key) {
    return ThreadContext.get(key);
  }

  @Override
  public void put(String key, String value) {
    ThreadContext.put(key, value);
  }

  @Override
  public void remove(String key) {
    ThreadContext.remove(key);
  }
}
