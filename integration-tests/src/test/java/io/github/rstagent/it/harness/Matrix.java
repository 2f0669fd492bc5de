// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.Locale;

/** How much of what the tests could run they do run: {@code -Dit.matrix=releases}, or more. */
public enum Matrix {
  /** One release of each line of Nettys, a few servers and faults: enough for one change. */
  LINES,

  /** Every release, server and fault on the build's Java; one release a line on other Javas. */
  RELEASES,

  /** Every release on every Java; each class of the agent's broken in every way. */
  FULL;

  private static final Matrix ASKED = of(System.getProperty("it.matrix", ""));

  private static Matrix of(String name) {
    return name.isEmpty() ? LINES : valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Whether this much was asked for. */
  public boolean isAsked() {
    return ASKED.compareTo(this) >= 0;
  }
}
