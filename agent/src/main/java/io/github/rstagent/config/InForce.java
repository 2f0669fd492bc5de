// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

/** The configuration in force. Any thread. */
public interface InForce {
  /** What is in force now. */
  Configuration current();

  /**
   * Puts a list that was read again, or has learned, in force.
   *
   * @param known what is in force as far as the caller knows
   * @return false where it is no longer
   */
  boolean replace(Configuration known, Configuration next);
}
