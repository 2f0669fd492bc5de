// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Problem;
import java.util.Locale;

/** Which known word was meant. Needed only for problems: a start without any never loads it. */
public final class Spelling {
  /** Longer words are no slips of the keyboard. */
  private static final int LONGEST = 40;

  private static final int MOST_SLIPS = 2;

  private Spelling() {}

  /**
   * Says that a word is unknown and, where a known one is near, which that is, as in {@code unknown
   * key 'onyl', the nearest is 'only'}.
   *
   * @param kind what the word should have been, as {@code key}
   */
  public static String unknown(String kind, String word, String... known) {
    String nearest = nearest(word, known);
    String unknown = "unknown " + kind + ' ' + Problem.quote(word);
    if (nearest == null) {
      return unknown;
    }
    return nearest.equalsIgnoreCase(word)
        ? unknown + ", upper and lower case differ: '" + nearest + '\''
        : unknown + ", the nearest is '" + nearest + '\'';
  }

  /** Says that a key cannot have this value. */
  public static String badValue(String key, String value) {
    if (value.isEmpty()) {
      return key + " has no value";
    }
    boolean upperCase = !value.equals(value.toLowerCase(Locale.ROOT));
    return Problem.quote(value)
        + " is no value of "
        + key
        + (upperCase ? ", values are in lower case" : "");
  }

  /**
   * The known word of the smallest edit distance, case ignored, of several the first; {@code null}
   * where that is neither a slip or two away nor a part of the word.
   */
  static String nearest(String word, String... known) {
    String meant = word.substring(0, Math.min(word.length(), LONGEST)).toLowerCase(Locale.ROOT);
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(meant, candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    int longer = Math.max(word.length(), nearest.length());
    boolean near = least <= Math.min(MOST_SLIPS, longer / 3) || word.contains(nearest);
    return near ? nearest : null;
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
   */
  private static int distance(String from, String to) {
    int[][] distance = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int replaced = distance[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          least = Math.min(least, distance[i - 2][j - 2] + 1);
        }
        distance[i][j] = least;
      }
    }
    return distance[from.length()][to.length()];
  }
}
