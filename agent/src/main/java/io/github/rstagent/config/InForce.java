// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

/** The configuration in force. Any thread. */
public interface InForce {
  /** What is in force now. */
  Configuration current();

  /**
   * Puts a list that was read again in force.
   *
   * @param read what is in force as far as the caller knows
   * @return false where the options are no longer those that it was read for
   */
  boolean replace(Configuration read, Configuration again);
}
