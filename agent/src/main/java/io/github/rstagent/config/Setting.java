// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

/** The value of one option, and where it was found. Immutable. */
public final class Setting {
  private final String key;
  private final String value;
  private final String where;

  Setting(String key, String value, String where) {
    this.key = key;
    this.value = value;
    this.where = where;
  }

  public String key() {
    return key;
  }

  public String value() {
    return value;
  }

  /**
   * {@code agent argument:1:COLUMN}, {@code -Drst.agent.KEY}, {@code RST_AGENT_KEY}, {@code
   * FILE:LINE:COLUMN}, or {@code default}.
   */
  public String where() {
    return where;
  }

  @Override
  public String toString() {
    return key + '=' + value + " (" + where + ')';
  }
}
