// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The look-up among the rules of IPv4 or of IPv6. The addresses are cut into segments at each one
 * at which a range starts or has just ended: all addresses of a segment have the same rules, so
 * that a binary search finds them. Immutable.
 */
final class Family {
  private static final Rule[] NONE = {};

  private final Candidate[] inOrder;

  /** The halves of each segment's first address. */
  private final long[] high;

  private final long[] low;

  /** Of each segment, in their order, up to the first that asks for nothing but the address. */
  private final Rule[][] rules;

  Family(Iterable<Rule> all, boolean ipv4) {
    List<Candidate> candidates = new ArrayList<>();
    List<Address> bounds = new ArrayList<>();
    for (Rule rule : all) {
      Candidate candidate = Candidate.of(rule, ipv4);
      if (candidate != null) {
        candidates.add(candidate);
        for (AddressRange range : candidate.ranges()) {
          bounds.add(range.first);
          bounds.add(range.last.next());
        }
      }
    }
    inOrder = candidates.toArray(new Candidate[0]);
    Arrays.sort(inOrder);
    Address[] sorted = bounds.toArray(new Address[0]);
    Arrays.sort(sorted);
    int size = 0;
    for (Address bound : sorted) {
      if (size == 0 || !bound.equals(sorted[size - 1])) {
        sorted[size++] = bound;
      }
    }
    high = new long[size];
    low = new long[size];
    for (int i = 0; i < size; i++) {
      high[i] = sorted[i].high;
      low[i] = sorted[i].low;
    }
    rules = new Rule[size][];
    Arrays.fill(rules, NONE);
    fill();
  }

  /** Gives each segment its rules, the foremost first. */
  private void fill() {
    int[] open = new int[rules.length + 1]; // the first segment from there on that takes rules
    for (int i = 0; i < open.length; i++) {
      open[i] = i;
    }
    for (Candidate candidate : inOrder) {
      Rule rule = candidate.rule();
      Rule[] alone = {rule};
      for (AddressRange range : candidate.ranges()) {
        int last = segment(range.last.high, range.last.low);
        int first = segment(range.first.high, range.first.low);
        for (int i = firstOpen(open, first); i <= last; i = firstOpen(open, i + 1)) {
          rules[i] = rules[i].length == 0 ? alone : with(rules[i], rule);
          open[i] = rule.hasPorts() ? i : i + 1;
        }
      }
    }
  }

  private static int firstOpen(int[] open, int from) {
    int at = from;
    while (open[at] != at) {
      open[at] = open[open[at]];
      at = open[at];
    }
    return at;
  }

  private static Rule[] with(Rule[] some, Rule another) {
    Rule[] all = Arrays.copyOf(some, some.length + 1);
    all[some.length] = another;
    return all;
  }

  /** The segment that holds an address, or -1 where it lies before all of them. */
  private int segment(long addressHigh, long addressLow) {
    int from = 0;
    int to = high.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (high[middle] == addressHigh
          ? Long.compareUnsigned(low[middle], addressLow) <= 0
          : Long.compareUnsigned(high[middle], addressHigh) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  /** The rule that decides, or {@code null}. */
  Rule find(long addressHigh, long addressLow, int localPort) {
    int segment = segment(addressHigh, addressLow);
    if (segment >= 0) {
      for (Rule rule : rules[segment]) {
        if (rule.holdsFor(localPort)) {
          return rule;
        }
      }
    }
    return null;
  }

  /** Adds the rules that list an address, whatever the port, the foremost first. */
  List<Candidate> listing(Address address) {
    List<Candidate> listing = new ArrayList<>();
    for (Candidate candidate : inOrder) {
      if (candidate.holds(address)) {
        listing.add(candidate);
      }
    }
    return listing;
  }

  /** Sets the index of each rule that decides for one peer and port at least. */
  void addDeciding(BitSet deciding) {
    for (Rule[] asked : rules) {
      for (int i = 0; i < asked.length; i++) {
        if (!isCovered(asked[i], asked, i)) {
          deciding.set(asked[i].index());
        }
      }
    }
  }

  /** Whether for each of its ports one of the rules decides that are asked before it. */
  private static boolean isCovered(Rule rule, Rule[] asked, int before) {
    for (int port : rule.ports()) {
      int i = 0;
      while (i < before && !asked[i].holdsFor(port)) {
        i++;
      }
      if (i == before) {
        return false;
      }
    }
    return rule.hasPorts();
  }

  /** How many addresses have a rule; those of several rules count once. */
  BigInteger addresses() {
    BigInteger count = BigInteger.ZERO;
    for (int i = 0; i < rules.length; i++) {
      if (rules[i].length > 0) {
        count = count.add(start(i + 1)).subtract(start(i));
      }
    }
    return count;
  }

  private BigInteger start(int segment) {
    return segment == rules.length
        ? BigInteger.ONE.shiftLeft(128)
        : new Address(high[segment], low[segment]).toNumber();
  }
}
