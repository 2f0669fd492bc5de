// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;

/**
 * Takes the agent's argument apart: pieces {@code key=value} with commas between them. A piece
 * without '=' goes on with the {@code vip} before it. Double quotes protect commas and are no part
 * of a value. White space around pieces, and pieces with nothing in them, mean nothing: {@code
 * vip=$VIP,$MORE} holds with an empty {@code MORE}, too.
 */
final class AgentArgument {
  /** How the place of a setting or a problem begins. */
  static final String NAME = "agent argument";

  private static final String ACCEPTED =
      "key=value pieces, commas between them, as vip=10.0.8.3 or vip-file=PATH";

  private final String text;
  private final OptionsReader reader;
  private String key = ""; // of the piece before

  AgentArgument(String text, OptionsReader reader) {
    this.text = text;
    this.reader = reader;
  }

  void read() {
    int start = 0;
    int quote = -1;
    for (int at = 0; at <= text.length(); at++) {
      char c = at == text.length() ? ',' : text.charAt(at);
      if (c == '"') {
        quote = quote < 0 ? at : -1;
      } else if (c == ',' && (quote < 0 || at == text.length())) {
        piece(start, at);
        start = at + 1;
      }
    }
    if (quote >= 0) {
      reader.problem(where(quote), "a double quote without a second", ACCEPTED);
    }
  }

  private void piece(int start, int end) {
    int from = start;
    int to = end;
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (from < to && text.charAt(to - 1) <= ' ') {
      to--;
    }
    if (from == to) {
      return;
    }
    int equals = text.indexOf('=', from);
    if (equals >= 0 && equals < to) {
      setting(from, equals, to);
    } else if (key.equals(Key.VIP.name())) {
      value(where(from), from, to);
    } else {
      reader.problem(
          where(from),
          Problem.quote(text.substring(from, to)) + " has no '=', and does not follow a vip",
          key.equals(Key.VIP_FILE.name())
              ? "a second file as vip-file=PATH, a path with a comma in double quotes"
              : ACCEPTED);
    }
  }

  private void setting(int from, int equals, int to) {
    key = unquoted(from, equals);
    int value = equals + 1;
    while (value < to && (text.charAt(value) <= ' ' || text.charAt(value) == '"')) {
      value++;
    }
    value(where(from), value, to);
  }

  private void value(String whereKey, int from, int to) {
    boolean isVip = key.equals(Key.VIP.name()); // their quotes part values, and columns count them
    String value = isVip ? text.substring(from, to) : unquoted(from, to);
    reader.take(key, whereKey, value, NAME + ":1", from + 1);
  }

  private String unquoted(int from, int to) {
    StringBuilder unquoted = new StringBuilder();
    for (int at = from; at < to; at++) {
      if (text.charAt(at) != '"') {
        unquoted.append(text.charAt(at));
      }
    }
    return unquoted.toString().trim();
  }

  private static String where(int index) {
    return NAME + ":1:" + (index + 1);
  }
}
