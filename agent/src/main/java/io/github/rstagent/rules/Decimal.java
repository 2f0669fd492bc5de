// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/** Numbers as options and lists have them: decimal digits, without a sign or leading zeros. */
public final class Decimal {
  private static final int MOST_DIGITS = 9;

  private Decimal() {}

  /** The number that {@code text[from, to)} is, or -1. */
  public static int parse(String text, int from, int to) {
    if (from >= to || to - from > MOST_DIGITS || (text.charAt(from) == '0' && to - from > 1)) {
      return -1;
    }
    int number = 0;
    for (int at = from; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
