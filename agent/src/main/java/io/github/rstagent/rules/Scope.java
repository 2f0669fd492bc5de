// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/** How much of a listed peer's connection a rule covers. */
public enum Scope {
  /** The reset that ends a read, and nothing else. */
  RESET("reset"),
  /** Also what is logged on behalf of the connection while it is silent. */
  CONNECTION("connection");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /** As it is written in options and lists. */
  @Override
  public String toString() {
    return text;
  }
}
