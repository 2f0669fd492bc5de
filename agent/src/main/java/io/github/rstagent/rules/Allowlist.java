// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * All rules, and the look-up of the one that decides: immutable, for any number of threads.
 *
 * <p>The addresses are cut into sorted segments, and a segment has a chain of candidate rules. A
 * chain is a number: below {@link #size()} it is that rule alone, else a link of a rule and the
 * chain behind it, negative for none. Arrays of numbers, and a look-up allocates nothing (for IPv6
 * the bytes of the address), where tries would keep an object for every step of a million rules.
 */
public final class Allowlist {
  /** No rules. */
  public static final Allowlist EMPTY = new Flattening().allowlist(new Rule[0]);

  private final Rule[] rules;

  /** With the sign bit flipped: the order of signed numbers is then the order of addresses. */
  private final int[] starts4;

  private final int[] chains4;
  private final long[] startsHigh6;
  private final long[] startsLow6;
  private final int[] chains6;
  private final int[] linkRule;
  private final int[] linkRest;
  private final boolean asksForConnections;

  Allowlist(
      Rule[] rules,
      int[] starts4,
      int[] chains4,
      long[] startsHigh6,
      long[] startsLow6,
      int[] chains6,
      int[] linkRule,
      int[] linkRest) {
    this.rules = rules;
    this.starts4 = starts4;
    this.chains4 = chains4;
    this.startsHigh6 = startsHigh6;
    this.startsLow6 = startsLow6;
    this.chains6 = chains6;
    this.linkRule = linkRule;
    this.linkRest = linkRest;
    boolean asks = false;
    for (Rule rule : rules) {
      asks |= rule.only() == Only.SILENT || rule.scope() == Scope.CONNECTION;
    }
    asksForConnections = asks;
  }

  /** Whether a rule depends on more of a connection than the reset: silence, or its log events. */
  public boolean asksForConnections() {
    return asksForConnections;
  }

  /**
   * The rule that decides for this peer on this local port: of those that match both the one with
   * the fewest addresses, on a tie one with ports, on a tie the first.
   *
   * @param localPort -1 where it is unknown: then no rule with ports matches
   * @return the rule, or {@code null} where none matches
   */
  public Rule find(InetAddress peer, int localPort) {
    if (peer instanceof Inet4Address) {
      return inChain(chain4(Ipv4.number((Inet4Address) peer)), peer, localPort);
    }
    byte[] address = peer.getAddress();
    long high = longAt(address, 0);
    long low = longAt(address, 8);
    // Inet6Address.getByAddress leaves an IPv4-mapped address as it is.
    int chain = AddressField.isIpv4(high, low, high, low) ? chain4((int) low) : chain6(high, low);
    return inChain(chain, peer, localPort);
  }

  /** Number of rules. */
  public int size() {
    return rules.length;
  }

  /** The rules in their order: values of {@code vip} before those of files. */
  public List<Rule> rules() {
    return Collections.unmodifiableList(Arrays.asList(rules));
  }

  /** The chains of all segments; a chain may be there several times, and be none. */
  public int[][] chains() {
    return new int[][] {chains4, chains6};
  }

  /** The rules of a chain, in the order in which they are asked. */
  public List<Rule> rulesOf(int chain) {
    List<Rule> inOrder = new ArrayList<Rule>();
    int next = chain;
    while (next >= rules.length) {
      inOrder.add(rules[linkRule[next - rules.length]]);
      next = linkRest[next - rules.length];
    }
    if (next >= 0) {
      inOrder.add(rules[next]);
    }
    return inOrder;
  }

  /** How many IPv4 addresses have a rule; those of several rules count once. */
  public BigInteger ipv4Addresses() {
    long count = 0;
    for (int i = 0; i < chains4.length; i++) {
      if (chains4[i] >= 0) {
        long next = i + 1 == starts4.length ? 1L << 31 : starts4[i + 1];
        count += next - starts4[i];
      }
    }
    return BigInteger.valueOf(count);
  }

  /** How many IPv6 addresses have a rule; those of several rules count once. */
  public BigInteger ipv6Addresses() {
    BigInteger count = BigInteger.ZERO;
    for (int i = 0; i < chains6.length; i++) {
      if (chains6[i] >= 0) {
        boolean last = i + 1 == chains6.length;
        long lastLow = last ? -1 : startsLow6[i + 1] - 1;
        long lastHigh = last ? -1 : startsHigh6[i + 1] - (startsLow6[i + 1] == 0 ? 1 : 0);
        count = count.add(AddressRange.count(startsHigh6[i], startsLow6[i], lastHigh, lastLow));
      }
    }
    return count;
  }

  private int chain4(int address) {
    int at = Arrays.binarySearch(starts4, address ^ Integer.MIN_VALUE);
    int segment = at >= 0 ? at : -at - 2;
    return segment < 0 ? -1 : chains4[segment];
  }

  private int chain6(long high, long low) {
    int from = 0;
    int to = chains6.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      int order = Long.compareUnsigned(startsHigh6[middle], high);
      if (order == 0 ? Long.compareUnsigned(startsLow6[middle], low) <= 0 : order < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from == 0 ? -1 : chains6[from - 1];
  }

  private Rule inChain(int first, InetAddress peer, int localPort) {
    int chain = first;
    while (chain >= rules.length) {
      Rule rule = rules[linkRule[chain - rules.length]];
      if (matches(rule, peer, localPort)) {
        return rule;
      }
      chain = linkRest[chain - rules.length];
    }
    return chain >= 0 && matches(rules[chain], peer, localPort) ? rules[chain] : null;
  }

  private static boolean matches(Rule rule, InetAddress peer, int localPort) {
    return rule.holdsFor(localPort)
        // Only link-local rules have a zone, so only link-local peers come so far.
        && (rule.zone() == null || Zone.holds(rule.zone(), (Inet6Address) peer));
  }

  static int intAt(byte[] bytes, int at) {
    return (bytes[at] << 24)
        | ((bytes[at + 1] & 0xFF) << 16)
        | ((bytes[at + 2] & 0xFF) << 8)
        | (bytes[at + 3] & 0xFF);
  }

  private static long longAt(byte[] bytes, int at) {
    return ((long) intAt(bytes, at) << 32) | (intAt(bytes, at + 4) & 0xFFFF_FFFFL);
  }
}
