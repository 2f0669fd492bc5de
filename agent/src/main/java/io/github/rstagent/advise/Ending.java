// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

/** How a connection ended. */
public enum Ending {
  /** The peer sent a RST. */
  RESET,
  /** The peer sent a FIN. */
  FIN,
  /** The service closed it. */
  LOCAL,
  /** It has not, as far as anybody saw. */
  OPEN
}
