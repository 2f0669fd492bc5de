// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

/** An agent that does nothing. */
public final class EmptyAgent {
  private EmptyAgent() {}

  public static void premain(String options) {}
}
