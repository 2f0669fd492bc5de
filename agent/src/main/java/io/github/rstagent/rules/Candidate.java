// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule with its addresses of one family. The order of candidates is the order in which rules are
 * asked: of those that match a peer and a port, the first decides. Immutable.
 */
public final class Candidate implements Comparable<Candidate> {
  private final Rule rule;
  private final List<AddressRange> ranges;
  private BigInteger addresses; // counted when that is asked: a list of one rule never does

  private Candidate(Rule rule, List<AddressRange> ranges) {
    this.rule = rule;
    this.ranges = ranges;
  }

  /** The candidate that a rule is in a family, or {@code null} where it has no addresses of it. */
  static Candidate of(Rule rule, boolean ipv4) {
    List<AddressRange> ranges = rule.ranges();
    if (ranges.size() > 1) {
      ranges = new ArrayList<>();
      for (AddressRange range : rule.ranges()) {
        if (range.isIpv4() == ipv4) {
          ranges.add(range);
        }
      }
    }
    return ranges.isEmpty() || ranges.get(0).isIpv4() != ipv4 ? null : new Candidate(rule, ranges);
  }

  public Rule rule() {
    return rule;
  }

  /** How many addresses of this family the rule has. */
  public BigInteger addresses() {
    if (addresses == null) {
      BigInteger sum = BigInteger.ZERO;
      for (AddressRange range : ranges) {
        sum = sum.add(range.count());
      }
      addresses = sum;
    }
    return addresses;
  }

  List<AddressRange> ranges() {
    return ranges;
  }

  boolean holds(Address address) {
    for (AddressRange range : ranges) {
      if (range.holds(address)) {
        return true;
      }
    }
    return false;
  }

  /** By the contract: the fewest addresses, then one with ports, then the first. */
  @Override
  public int compareTo(Candidate other) {
    int order = addresses().compareTo(other.addresses());
    if (order == 0) {
      order = Boolean.compare(other.rule.hasPorts(), rule.hasPorts());
    }
    return order != 0 ? order : Integer.compare(rule.index(), other.rule.index());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Candidate && compareTo((Candidate) other) == 0;
  }

  @Override
  public int hashCode() {
    return rule.index();
  }
}
