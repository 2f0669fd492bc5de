// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Decimal;

/**
 * How the text of an option is read into a value: words, numbers with a unit, or any text.
 * Immutable.
 *
 * @param <T> type of the values
 */
final class Kind<T> {
  private static final String[] NONE = {};

  private final String[] words;
  private final T[] values; // of the words
  private final String[] units;
  private final long[] worths; // of the units
  private final int most;
  private final String accepted;

  private Kind(
      String[] words, T[] values, String[] units, long[] worths, int most, String accepted) {
    this.words = words;
    this.values = values;
    this.units = units;
    this.worths = worths;
    this.most = most;
    this.accepted = accepted;
  }

  static Kind<String> text(String accepted) {
    return new Kind<>(NONE, NONE, NONE, new long[0], 0, accepted);
  }

  static <E extends Enum<E>> Kind<E> choice(E[] values) {
    String[] words = new String[values.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = values[i].toString();
    }
    return choice(words, values);
  }

  static Kind<Boolean> choice(String yes, String no) {
    return choice(new String[] {yes, no}, new Boolean[] {true, false});
  }

  private static <T> Kind<T> choice(String[] words, T[] values) {
    StringBuilder accepted = new StringBuilder();
    for (String word : words) {
      accepted.append(accepted.length() == 0 ? "" : ", ").append(word);
    }
    return new Kind<>(words, values, NONE, new long[0], 0, accepted.toString());
  }

  /** Resets a minute. */
  static Kind<Long> rate() {
    String[] units = {"/min"};
    long[] worths = {1};
    return amount(units, worths, 999_999_999, "N/min with N from 1 to 999999999, or off");
  }

  /** Milliseconds. */
  static Kind<Long> interval() {
    String[] units = {"s", "m", "h"};
    long[] worths = {1000, 60_000, 3_600_000};
    return amount(units, worths, 999_999, "an interval such as 60s, 5m or 1h, or off");
  }

  /**
   * @param most the largest number of a unit
   */
  private static Kind<Long> amount(String[] units, long[] worths, int most, String accepted) {
    return new Kind<>(new String[] {"off"}, new Long[] {0L}, units, worths, most, accepted);
  }

  /** The value, or {@code null} where the text is none. */
  @SuppressWarnings("unchecked") // with units T is Long, without units and words it is String
  T parse(String text) {
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals(text)) {
        return values[i];
      }
    }
    for (int i = 0; i < units.length; i++) {
      int digits = text.length() - units[i].length();
      int number = text.endsWith(units[i]) ? Decimal.parse(text, 0, digits) : -1;
      if (number > 0 && number <= most) {
        return (T) Long.valueOf(number * worths[i]);
      }
    }
    return words.length == 0 && !text.isEmpty() ? (T) text : null;
  }

  /** What {@link #parse} takes, for problems. */
  String accepted() {
    return accepted;
  }
}
