// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Arrays;

/**
 * Turns rules that overlap into segments that do not. A segment is a run of addresses with the same
 * candidates: the rules that hold its addresses, the one with the fewest addresses first, cut
 * behind the first that asks for nothing more than the address.
 *
 * <p>A sweep over the two ends of every range, O(n log n), and the length of each segment's
 * candidates: that is one, unless rules with ports or zones lie upon each other.
 */
public final class Flattening {
  private static final int NO_CHAIN = -1;
  private static final int[] NO_LINKS = {};

  // The ranges. Those of one rule follow each other: a preset may have several.
  private long[] firstHigh = new long[4];
  private long[] firstLow = new long[4];
  private long[] lastHigh = new long[4];
  private long[] lastLow = new long[4];
  private int[] ruleOf = new int[4];
  private int size;

  private Rule[] rules;
  private Chains chains;

  // The segments of the family that was cut last: where each starts, and its chain.
  private long[] startHigh;
  private long[] startLow;
  private int[] chain;
  private int segments;

  /**
   * Takes a range.
   *
   * @param rule index of its rule: that of the range before, or the next one
   */
  public void add(AddressField range, int rule) {
    if (size == firstHigh.length) {
      firstHigh = Arrays.copyOf(firstHigh, 2 * size);
      firstLow = Arrays.copyOf(firstLow, 2 * size);
      lastHigh = Arrays.copyOf(lastHigh, 2 * size);
      lastLow = Arrays.copyOf(lastLow, 2 * size);
      ruleOf = Arrays.copyOf(ruleOf, 2 * size);
    }
    firstHigh[size] = range.firstHigh();
    firstLow[size] = range.firstLow();
    lastHigh[size] = range.lastHigh();
    lastLow[size] = range.lastLow();
    ruleOf[size] = rule;
    size++;
  }

  /**
   * The look-up for these rules.
   *
   * @param inOrder the rules of all ranges that were added, in that order
   */
  public Allowlist allowlist(Rule[] inOrder) {
    rules = inOrder;
    chains = null;
    cut(family(true), 0, AddressField.MAPPED | 0xFFFF_FFFFL);
    int[] starts4 = new int[segments];
    for (int i = 0; i < segments; i++) {
      starts4[i] = (int) startLow[i] ^ Integer.MIN_VALUE;
    }
    int[] chains4 = Arrays.copyOf(chain, segments);
    cut(family(false), -1L, -1L);
    return new Allowlist(
        rules,
        starts4,
        chains4,
        Arrays.copyOf(startHigh, segments),
        Arrays.copyOf(startLow, segments),
        Arrays.copyOf(chain, segments),
        chains == null ? NO_LINKS : chains.firstRules(),
        chains == null ? NO_LINKS : chains.rests());
  }

  private int[] family(boolean ipv4) {
    int[] members = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (ipv4 == AddressField.isIpv4(firstHigh[i], firstLow[i], lastHigh[i], lastLow[i])) {
        members[count++] = i;
      }
    }
    return Arrays.copyOf(members, count);
  }

  /**
   * @param members indices of the ranges of one family, ascending
   * @param endHigh upper half of the family's last address
   */
  private void cut(int[] members, long endHigh, long endLow) {
    segments = 0;
    startHigh = new long[members.length];
    startLow = new long[members.length];
    chain = new int[members.length];
    if (members.length < 2) {
      // The list of most starts. It needs no order and no set, nor their classes.
      for (int range : members) {
        lone(range, endHigh, endLow);
      }
      return;
    }
    Sweep sweep =
        new Sweep(rules, ruleOf, firstHigh, firstLow, lastHigh, lastLow, members, endHigh, endLow);
    while (sweep.next()) {
      segment(sweep.high(), sweep.low(), chainOf(sweep));
    }
  }

  private void lone(int range, long endHigh, long endLow) {
    segment(firstHigh[range], firstLow[range], ruleOf[range]);
    if (lastHigh[range] != endHigh || lastLow[range] != endLow) {
      long low = lastLow[range] + 1;
      segment(lastHigh[range] + (low == 0 ? 1 : 0), low, NO_CHAIN);
    }
  }

  private void segment(long high, long low, int itsChain) {
    if (itsChain == (segments == 0 ? NO_CHAIN : chain[segments - 1])) {
      return;
    }
    if (segments == chain.length) {
      startHigh = Arrays.copyOf(startHigh, 2 * segments);
      startLow = Arrays.copyOf(startLow, 2 * segments);
      chain = Arrays.copyOf(chain, 2 * segments);
    }
    startHigh[segments] = high;
    startLow[segments] = low;
    chain[segments++] = itsChain;
  }

  private int chainOf(Sweep sweep) {
    int count = sweep.candidates();
    if (count == 0) {
      return NO_CHAIN;
    }
    int result = sweep.candidate(count - 1);
    for (int i = count - 2; i >= 0; i--) {
      if (chains == null) {
        chains = new Chains(rules.length);
      }
      result = chains.link(sweep.candidate(i), result);
    }
    return result;
  }
}
