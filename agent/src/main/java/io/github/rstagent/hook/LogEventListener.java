// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

/** Told what becomes of each logging library, on whatever thread loads or changes its classes. */
public interface LogEventListener {
  /**
   * A library's events are asked about from now on.
   *
   * @param library as a person would name it
   */
  void hooked(String library);

  /** A library is left alone, and its events are logged as ever. */
  void leftAlone(String library, Throwable reason);
}
