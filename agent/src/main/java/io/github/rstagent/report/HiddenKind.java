// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import java.util.Locale;

/** What a hidden log event spoke of. */
public enum HiddenKind {
  /** A reset, whatever else of a connection's end came with it. */
  RESET,
  /** A TLS handshake that the peer's close cut off. */
  HANDSHAKE,
  /** A closed channel and nothing else. */
  FIN,
  /** No exception at all: accepted, active, inactive. */
  LIFECYCLE;

  /** As it is counted and recorded. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
