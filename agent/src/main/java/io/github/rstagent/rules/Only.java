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

  /** The restriction of exactly that text, or {@code null}. */
  public static Only of(String text) {
    for (Only only : values()) {
      if (only.text.equals(text)) {
        return only;
      }
    }
    return null;
  }

  /** As it is written in options and lists. */
  public String text() {
    return text;
  }
}
