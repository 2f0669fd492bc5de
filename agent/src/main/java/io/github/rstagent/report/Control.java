// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

/** Switches the agent off and on. For JMX and the jar's commands, on threads of theirs. */
public interface Control {
  boolean enabled();

  /**
   * Stops all effects at once, or resumes them. Other options do not resume what was stopped so,
   * unless they say so themselves.
   *
   * @throws IllegalStateException where another change takes too long
   */
  void order(boolean on);

  /**
   * Stops all effects, and puts the original bytecode back.
   *
   * @throws IllegalStateException where another change takes too long
   */
  void restore();
}
