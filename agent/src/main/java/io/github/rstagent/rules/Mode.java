// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/** What becomes of a reset of a listed peer. */
public enum Mode {
  /** The application does not see it. */
  SUPPRESS("suppress"),
  /** The application sees it, marked with the rule. */
  TAG("tag"),
  /** Nothing changes; it is counted. */
  OBSERVE("observe");

  private final String text;

  Mode(String text) {
    this.text = text;
  }

  /** The mode of exactly that text, or {@code null}. */
  public static Mode of(String text) {
    for (Mode mode : values()) {
      if (mode.text.equals(text)) {
        return mode;
      }
    }
    return null;
  }

  /** As it is written in options and lists. */
  public String text() {
    return text;
  }
}
