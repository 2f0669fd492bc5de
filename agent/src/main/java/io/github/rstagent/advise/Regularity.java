// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

/** What resets must keep to if they are to be a health check's. */
public final class Regularity {
  /** So many resets are needed. */
  public static final int RESETS_NEEDED = 10;

  /** The coefficient of variation of the time between two is below this. */
  public static final double VARIATION = 0.3;

  /** An interval so many times as long as the usual one is a pause, and does not count. */
  public static final int PAUSE = 10;

  private Regularity() {}
}
