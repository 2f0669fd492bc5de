// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Decimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the text of an option is read into a value: words, numbers with a unit, or any text.
 * Immutable.
 *
 * @param <T> type of the values
 */
final class Kind<T> {
  private final Map<String, T> words;
  private final Map<String, Long> units;
  private final int most;
  private final String accepted;

  private Kind(Map<String, T> words, Map<String, Long> units, int most, String accepted) {
    this.words = words;
    this.units = units;
    this.most = most;
    this.accepted = accepted;
  }

  static Kind<String> text(String accepted) {
    return new Kind<>(
        Collections.<String, String>emptyMap(), Collections.<String, Long>emptyMap(), 0, accepted);
  }

  @SafeVarargs
  static <E extends Enum<E>> Kind<E> choice(E... values) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(value.toString(), value);
    }
    return choice(words);
  }

  static Kind<Boolean> choice(String yes, String no) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put(yes, true);
    words.put(no, false);
    return choice(words);
  }

  private static <T> Kind<T> choice(Map<String, T> words) {
    StringBuilder accepted = new StringBuilder();
    for (String word : words.keySet()) {
      accepted.append(accepted.length() == 0 ? "" : ", ").append(word);
    }
    return new Kind<>(words, Collections.<String, Long>emptyMap(), 0, accepted.toString());
  }

  /** Resets a minute. */
  static Kind<Long> rate() {
    Map<String, Long> units = Collections.singletonMap("/min", 1L);
    return amount(units, 999_999_999, "N/min with N from 1 to 999999999, or off");
  }

  /** Milliseconds. */
  static Kind<Long> interval() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("s", 1000L);
    units.put("m", 60_000L);
    units.put("h", 3_600_000L);
    return amount(units, 999_999, "an interval such as 60s, 5m or 1h, or off");
  }

  /**
   * @param units and what one of each is worth
   * @param most the largest number of units
   */
  private static Kind<Long> amount(Map<String, Long> units, int most, String accepted) {
    return new Kind<>(Collections.singletonMap("off", 0L), units, most, accepted);
  }

  /** The value, or {@code null} where the text is none. */
  @SuppressWarnings("unchecked") // with units T is Long, without units and words it is String
  T parse(String text) {
    if (words.containsKey(text)) {
      return words.get(text);
    }
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      int digits = text.length() - unit.getKey().length();
      int number = text.endsWith(unit.getKey()) ? Decimal.parse(text, 0, digits) : -1;
      if (number > 0 && number <= most) {
        return (T) Long.valueOf(number * unit.getValue());
      }
    }
    return words.isEmpty() && !text.isEmpty() ? (T) text : null;
  }

  /** What {@link #parse} takes, for problems. */
  String accepted() {
    return accepted;
  }
}
