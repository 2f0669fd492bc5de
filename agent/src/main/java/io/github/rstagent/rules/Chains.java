// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.util.Arrays;

/**
 * Lists of candidate rules, as links of a rule and the rest of the list; equal lists are one.
 * Networks contain each other or do not meet, so the rules behind one of them are the same wherever
 * it is: then there is one link a rule at most.
 */
final class Chains {
  private final int rules;
  private int[] rule = new int[16];
  private int[] rest = new int[16];
  private int size;

  /**
   * Open addressing, a power of two, never more than half full; 0 where free, else the link's
   * number + 1.
   */
  private int[] table = new int[64];

  /**
   * @param rules how many rules there are: the chain of a rule alone has the rule's index for a
   *     number, and the links made here count on from there
   */
  Chains(int rules) {
    this.rules = rules;
  }

  /** The chain of that rule and the given rest. */
  int link(int firstRule, int restOfChain) {
    int slot = slot(firstRule, restOfChain);
    if (table[slot] != 0) {
      return rules + table[slot] - 1;
    }
    if (size == rule.length) {
      rule = Arrays.copyOf(rule, 2 * size);
      rest = Arrays.copyOf(rest, 2 * size);
    }
    rule[size] = firstRule;
    rest[size] = restOfChain;
    table[slot] = ++size;
    if (2 * size > table.length) {
      table = new int[2 * table.length];
      for (int link = 0; link < size; link++) {
        table[slot(rule[link], rest[link])] = link + 1;
      }
    }
    return rules + size - 1;
  }

  /** The rule of each link. */
  int[] firstRules() {
    return Arrays.copyOf(rule, size);
  }

  /** The rest of each link. */
  int[] rests() {
    return Arrays.copyOf(rest, size);
  }

  private int slot(int firstRule, int restOfChain) {
    int hash = (firstRule * 31 + restOfChain) * 0x9E3779B9;
    int slot = (hash ^ hash >>> 15) & table.length - 1;
    while (table[slot] != 0
        && (rule[table[slot] - 1] != firstRule || rest[table[slot] - 1] != restOfChain)) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }
}
