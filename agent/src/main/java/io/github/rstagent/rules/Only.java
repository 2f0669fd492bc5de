// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Locale;

/** Which connections of a listed peer a rule holds for. */
public enum Only {
  /** Every connection. */
  ANY,
  /** Those on which the peer has sent nothing. */
  SILENT;

  /** As it is written in options and lists. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
