// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

/** Prints failures of the agent itself on stderr. Any thread; never throws. */
public interface FailureLog {
  /**
   * Says once that something failed.
   *
   * @param what what was tried, and what happens now
   */
  void failed(String what, Throwable cause);
}
