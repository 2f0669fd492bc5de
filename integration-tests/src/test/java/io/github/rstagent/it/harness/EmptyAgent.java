// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

/**
 * An agent that does nothing: what any agent costs. It is not on the class path of the programs
 * under test, where it would be found before its jar is ever opened.
 */
public final class EmptyAgent {
  private EmptyAgent() {}

  public static void premain(String options) {}
}
