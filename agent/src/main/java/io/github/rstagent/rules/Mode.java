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

  /** As it is written in options and lists. */
  @Override
  public String toString() {
    return text;
  }
}
