// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Locale;

/** How much of a listed peer's connection a rule covers. */
public enum Scope {
  /** The reset that ends a read, and nothing else. */
  RESET,
  /** Also what is logged on behalf of the connection while it is silent. */
  CONNECTION;

  /** As it is written in options and lists. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
