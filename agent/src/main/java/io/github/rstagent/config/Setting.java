// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import java.util.ArrayList;
import java.util.List;

/** The value of one option, and where it was found. Immutable. */
public final class Setting {
  private final Key<?> key;
  private final String text;
  private final Object value;
  private final String place;
  private final int column;

  /**
   * @param value what the text was read into
   * @param column of the text in that place; 0 where it is not known
   */
  Setting(Key<?> key, String text, Object value, String place, int column) {
    this.key = key;
    this.text = text;
    this.value = value;
    this.place = place;
    this.column = column;
  }

  /** The values of {@code vip} in a text: commas, white space and double quotes part them. */
  static List<Setting> vips(String text, String place, int column) {
    List<Setting> vips = new ArrayList<>();
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || isSeparator(text.charAt(at))) {
        if (at > start) {
          String vip = text.substring(start, at);
          vips.add(new Setting(Key.VIP, vip, vip, place, column == 0 ? 0 : column + start));
        }
        start = at + 1;
      }
    }
    return vips;
  }

  private static boolean isSeparator(char c) {
    return c <= ' ' || c == ',' || c == '"';
  }

  public String key() {
    return key.name();
  }

  /** As it was written. */
  public String value() {
    return text;
  }

  /** What that was read into: of the type of the key. */
  Object parsed() {
    return value;
  }

  /**
   * {@code agent argument:1:COLUMN}, {@code -Drst.agent.KEY}, {@code RST_AGENT_KEY}, {@code
   * FILE:LINE}, or {@code default}.
   */
  public String where() {
    return where(0);
  }

  /** The place of a part of the text. */
  String where(int index) {
    return column == 0 ? place : place + ':' + (column + index);
  }

  @Override
  public String toString() {
    return key() + '=' + text + " (" + where() + ')';
  }
}
