// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.DiagnosticContext;

/** A context that keeps what is put into it: some backends have the methods, and no context. */
abstract class ProvenContext implements DiagnosticContext {
  private static final String PROBE = "rst.probe";

  /**
   * @throws IllegalStateException where it keeps nothing (slf4j-simple, slf4j-nop, log4j-api alone)
   */
  ProvenContext() {
    put(PROBE, PROBE);
    boolean kept = PROBE.equals(get(PROBE));
    remove(PROBE);
    if (!kept) {
      throw new IllegalStateException("this logging library keeps no context");
    }
  }
}
