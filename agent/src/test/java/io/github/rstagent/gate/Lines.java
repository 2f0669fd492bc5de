// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.util.function.Supplier;

/** A logging library as a service uses it. */
public interface Lines {
  /** What the library calls a warning. */
  default String warning() {
    return "WARN";
  }

  /**
   * Logs a text that the library fetches, as a message and as an argument.
   *
   * @return false where the library takes none
   */
  default boolean logSupplied(Supplier<String> text) {
    return false;
  }

  /** Whether arguments reach the library. */
  boolean hasArguments();

  /** Logs a warning, or what comes next to it. */
  void log(String logger, String text, Throwable thrown, Object... arguments);

  /**
   * Logs at another level.
   *
   * @return false where the library has no such level
   */
  boolean log(Severity severity, String logger, String text, Throwable thrown);
}
