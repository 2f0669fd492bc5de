// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

/** Something that the agent does from time to time, on its own thread. */
public interface Chore {
  /** Returned by {@link #run} where there is nothing more to do until the next {@code poke}. */
  long UNTIL_POKED = Long.MAX_VALUE;

  /**
   * Does what is due. What is thrown is said once, and the chore comes back in a minute.
   *
   * @return nanoseconds until it wants to run again
   */
  long run();
}
