// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/**
 * A set of small numbers in order: a bitmap, above it a bitmap of its words that are not empty, and
 * so on up to a single word. Every step costs at most four words for a million ranks, and nothing
 * is allocated after construction.
 */
final class ActiveRanks {
  private final long[][] levels;

  /**
   * @param size ranks are below this
   */
  ActiveRanks(int size) {
    int depth = 1;
    for (int words = wordsFor(size); words > 1; words = wordsFor(words)) {
      depth++;
    }
    levels = new long[depth][];
    int bits = size;
    for (int level = 0; level < depth; level++) {
      bits = wordsFor(bits);
      levels[level] = new long[bits];
    }
  }

  private static int wordsFor(int bits) {
    return Math.max(1, (bits + 63) >>> 6);
  }

  void add(int rank) {
    int bit = rank;
    for (long[] words : levels) {
      words[bit >>> 6] |= 1L << bit;
      bit >>>= 6;
    }
  }

  void remove(int rank) {
    int bit = rank;
    for (long[] words : levels) {
      words[bit >>> 6] &= ~(1L << bit);
      if (words[bit >>> 6] != 0) {
        return;
      }
      bit >>>= 6;
    }
  }

  /** The smallest rank in the set that is not below the given one, or -1. */
  int next(int from) {
    int bit = from;
    for (int level = 0; level < levels.length; level++) {
      long[] words = levels[level];
      int word = bit >>> 6;
      if (word >= words.length) {
        return -1;
      }
      long rest = words[word] & -1L << bit;
      if (rest != 0) {
        return first(level, (word << 6) + Long.numberOfTrailingZeros(rest));
      }
      bit = word + 1;
    }
    return -1;
  }

  /** The smallest rank below a bit of a level. */
  private int first(int level, int bit) {
    int rank = bit;
    for (int below = level - 1; below >= 0; below--) {
      rank = (rank << 6) + Long.numberOfTrailingZeros(levels[below][rank]);
    }
    return rank;
  }
}
