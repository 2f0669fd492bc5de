// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Arrays;

/**
 * Goes through the addresses of one family from the first to the last, from each one at which a
 * range starts or has just ended to the next, and knows which rules hold there. Not loaded where
 * there is one rule.
 */
final class Sweep {
  private final Rule[] rules;
  private final int[] ruleOf;
  private final long[] firstHigh;
  private final long[] firstLow;
  private final long[] lastHigh;
  private final long[] lastLow;
  private final long endHigh;
  private final long endLow;

  /** Ranges of the rules with the fewest addresses first, then with ports, then as listed. */
  private final int[] byRank;

  private final boolean[] conditional;
  private final int[] rank;
  private final int[] opening;
  private final int[] closing;
  private final ActiveRanks active;
  private int opened;
  private int closed;
  private long high;
  private long low;
  private int[] candidates = new int[4];

  /**
   * @param ruleOf the rule of each range
   * @param firstHigh upper half of each range's first address, like the next three
   * @param members indices of the ranges of one family, ascending
   * @param endHigh upper half of the family's last address
   */
  Sweep(
      Rule[] rules,
      int[] ruleOf,
      long[] firstHigh,
      long[] firstLow,
      long[] lastHigh,
      long[] lastLow,
      int[] members,
      long endHigh,
      long endLow) {
    this.rules = rules;
    this.ruleOf = ruleOf;
    this.firstHigh = firstHigh;
    this.firstLow = firstLow;
    this.lastHigh = lastHigh;
    this.lastLow = lastLow;
    this.endHigh = endHigh;
    this.endLow = endLow;
    byRank = narrowestFirst(members);
    rank = new int[ruleOf.length];
    conditional = new boolean[byRank.length];
    for (int i = 0; i < byRank.length; i++) {
      rank[byRank[i]] = i;
      conditional[i] = rules[ruleOf[byRank[i]]].isConditional();
    }
    opening = sorted(members, firstHigh, firstLow);
    closing = sorted(members, lastHigh, lastLow);
    active = new ActiveRanks(members.length);
  }

  /** Goes on to the next address; false where none is left. */
  boolean next() {
    if (closed == closing.length) {
      return false;
    }
    int closes = closing[closed];
    if (opened < opening.length && opensBeforeEndOf(closes)) {
      high = firstHigh[opening[opened]];
      low = firstLow[opening[opened]];
    } else if (lastHigh[closes] == endHigh && lastLow[closes] == endLow) {
      return false;
    } else {
      low = lastLow[closes] + 1;
      high = lastHigh[closes] + (low == 0 ? 1 : 0);
    }
    while (closed < closing.length && endsBelow(closing[closed])) {
      active.remove(rank[closing[closed]]);
      closed++;
    }
    while (opened < opening.length && startsHere(opening[opened])) {
      active.add(rank[opening[opened]]);
      opened++;
    }
    return true;
  }

  /** Upper half of the address. */
  long high() {
    return high;
  }

  long low() {
    return low;
  }

  /**
   * How many rules can decide here: up to the first that asks for nothing more than the address.
   */
  int candidates() {
    int count = 0;
    for (int next = active.next(0); next >= 0; next = active.next(next + 1)) {
      if (count == candidates.length) {
        candidates = Arrays.copyOf(candidates, 2 * count);
      }
      candidates[count] = ruleOf[byRank[next]];
      count++;
      if (!conditional[next]) {
        break;
      }
    }
    return count;
  }

  /** One of the rules counted last, the foremost at 0. */
  int candidate(int at) {
    return candidates[at];
  }

  private boolean opensBeforeEndOf(int rule) {
    int opens = opening[opened];
    return !AddressField.isBelow(lastHigh[rule], lastLow[rule], firstHigh[opens], firstLow[opens]);
  }

  private boolean endsBelow(int rule) {
    return AddressField.isBelow(lastHigh[rule], lastLow[rule], high, low);
  }

  private boolean startsHere(int rule) {
    return firstHigh[rule] == high && firstLow[rule] == low;
  }

  private int[] narrowestFirst(int[] members) {
    int[] sorted = members.clone();
    long[] key = new long[ruleOf.length];
    for (int range : members) {
      key[range] = rules[ruleOf[range]].hasPorts() ? 0 : 1;
    }
    RadixSort.sort(sorted, key);
    long[] upperKey = new long[ruleOf.length];
    for (int range : members) {
      boolean borrows = Long.compareUnsigned(lastLow[range], firstLow[range]) < 0;
      key[range] = lastLow[range] - firstLow[range];
      upperKey[range] = lastHigh[range] - firstHigh[range] - (borrows ? 1 : 0);
    }
    int next;
    for (int from = 0; from < members.length; from = next) {
      next = from + 1;
      while (next < members.length && ruleOf[members[next]] == ruleOf[members[from]]) {
        next++;
      }
      if (next > from + 1) {
        addUp(members, from, next, upperKey, key);
      }
    }
    RadixSort.sort(sorted, key);
    RadixSort.sort(sorted, upperKey);
    return sorted;
  }

  /** Gives all ranges of a rule the size of the rule: each size is one less than it counts. */
  private static void addUp(int[] members, int from, int to, long[] high, long[] low) {
    long sumHigh = high[members[from]];
    long sumLow = low[members[from]];
    for (int i = from + 1; i < to; i++) {
      long more = low[members[i]] + 1;
      sumHigh += high[members[i]] + (more == 0 ? 1 : 0);
      sumLow += more;
      sumHigh += Long.compareUnsigned(sumLow, more) < 0 ? 1 : 0;
    }
    for (int i = from; i < to; i++) {
      high[members[i]] = sumHigh;
      low[members[i]] = sumLow;
    }
  }

  private static int[] sorted(int[] members, long[] high, long[] low) {
    int[] sorted = members.clone();
    RadixSort.sort(sorted, low);
    RadixSort.sort(sorted, high);
    return sorted;
  }
}
