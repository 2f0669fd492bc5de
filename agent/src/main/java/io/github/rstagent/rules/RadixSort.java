// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

/**
 * Sorts indices by unsigned 64-bit keys; stable, so that sorting by the lesser key first gives an
 * order by two. Boxes nothing, and spares the start of the JVM what java.util's sorts bring along
 * (JDK 25: 200 classes for a long[]).
 */
final class RadixSort {
  private RadixSort() {}

  /**
   * @param indices are put in order
   * @param keys by index
   */
  static void sort(int[] indices, long[] keys) {
    int size = indices.length;
    // The keys move with their indices: read in order they come from the cache.
    long[] fromKey = new long[size];
    long differing = 0;
    for (int i = 0; i < size; i++) {
      fromKey[i] = keys[indices[i]];
      differing |= fromKey[i] ^ fromKey[0];
    }
    if (differing == 0) {
      return;
    }
    int[] from = indices;
    int[] to = new int[size];
    long[] toKey = new long[size];
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      if ((differing >>> shift & 0xFF) == 0) {
        continue;
      }
      int[] place = places(fromKey, shift);
      for (int i = 0; i < size; i++) {
        int at = place[digit(fromKey[i], shift)]++;
        to[at] = from[i];
        toKey[at] = fromKey[i];
      }
      int[] sorted = to;
      to = from;
      from = sorted;
      long[] sortedKey = toKey;
      toKey = fromKey;
      fromKey = sortedKey;
    }
    if (from != indices) {
      System.arraycopy(from, 0, indices, 0, size);
    }
  }

  /** Where the first key with each digit goes. */
  private static int[] places(long[] keys, int shift) {
    int[] place = new int[1 << Byte.SIZE];
    for (long key : keys) {
      place[digit(key, shift)]++;
    }
    int next = 0;
    for (int digit = 0; digit < place.length; digit++) {
      int count = place[digit];
      place[digit] = next;
      next += count;
    }
    return place;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & 0xFF;
  }
}
