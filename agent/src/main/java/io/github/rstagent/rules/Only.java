// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/** Which connections of a listed peer a rule holds for. */
public enum Only {
  /** Every connection. */
  ANY("any"),
  /** Those on which the peer has sent nothing. */
  SILENT("silent");

  private final String text;

  Only(String text) {
    this.text = text;
  }

  /** As it is written in options and lists. */
  @Override
  public String toString() {
    return text;
  }
}
