// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Locale;

/** What becomes of a reset of a listed peer. */
public enum Mode {
  /** The application does not see it. */
  SUPPRESS,
  /** The application sees it, marked with the rule. */
  TAG,
  /** Nothing changes; it is counted. */
  OBSERVE;

  /** As it is written in options and lists. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
