// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.util.Locale;

/** How a watched connection ended, as far as its pipeline shows. */
public enum ConnectionEnd {
  /** A read failed because of a RST. */
  RESET,
  /** A write failed because the peer was gone: the service spoke first. */
  FAILED_WRITE,
  /** The peer closed in good order. */
  FIN,
  /** The service closed. */
  LOCAL,
  /** A read failed for another reason. */
  FAILED_READ;

  /** As it is counted. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
