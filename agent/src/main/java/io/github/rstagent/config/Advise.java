// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import java.util.Locale;

/** Among which unlisted peers health checkers are looked for. */
public enum Advise {
  OFF,
  /** Among those that reset. */
  ON,
  /** Also among those whose connections end with FIN: every accepted connection is watched. */
  CONNECTIONS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
