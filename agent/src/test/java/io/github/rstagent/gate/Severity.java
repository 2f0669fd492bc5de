// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

/** A level, as it compares to the library's own WARN and ERROR. */
public enum Severity {
  /** Of the application's own, above WARN and below ERROR. */
  BETWEEN(-1),
  ERROR(0),
  /** Of the application's own, above ERROR. */
  ABOVE(1);

  private final int aboveError;

  Severity(int aboveError) {
    this.aboveError = aboveError;
  }

  /** Half steps between levels, from ERROR on. */
  public int aboveError() {
    return aboveError;
  }
}
