// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** All rules, and the look-up of the one that decides: immutable, for any number of threads. */
public final class Allowlist {
  /** No rules. */
  public static final Allowlist EMPTY = new Allowlist(new ArrayList<Rule>());

  /** What @auto covers of a connection, from accept: no health check takes longer. */
  private static final long LONGEST_PROBE_NANOS = 10_000_000_000L;

  private final List<Rule> rules;
  private final List<Rule> auto = new ArrayList<>();
  private final Learned learned; // null: no peer, and a start loads no class for that
  private final Family ipv4;
  private final Family ipv6;
  private final boolean asksForConnections;

  /**
   * @param rules in their order, each with its place in it for an index
   */
  public Allowlist(List<Rule> rules) {
    this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
    ipv4 = new Family(rules, true);
    ipv6 = new Family(rules, false);
    boolean asks = false;
    for (Rule rule : rules) {
      asks |= rule.only() == Only.SILENT || rule.scope() == Scope.CONNECTION;
      if (rule.isAuto()) {
        auto.add(rule);
      }
    }
    asksForConnections = asks;
    learned = null;
  }

  private Allowlist(Allowlist list, Learned learned) {
    rules = list.rules;
    auto.addAll(list.auto);
    ipv4 = list.ipv4;
    ipv6 = list.ipv6;
    asksForConnections = list.asksForConnections;
    this.learned = learned;
  }

  /** The same rules, and these peers for {@code @auto}. */
  public Allowlist with(Learned peers) {
    return new Allowlist(this, peers);
  }

  /** These rules, and what was learned under those {@code @auto} that are as they were before. */
  public Allowlist keeping(Allowlist before) {
    List<Learned.Peer> kept = new ArrayList<>();
    for (Learned.Peer peer : before.learned().peers()) {
      if (keepsAuto(before, peer.localPort())) {
        kept.add(peer);
      }
    }
    return with(new Learned(kept));
  }

  /** Whether {@code @auto} means the same for a local port as before. */
  public boolean keepsAuto(Allowlist before, int localPort) {
    return terms(auto(localPort)).equals(terms(before.auto(localPort)));
  }

  private static String terms(Rule auto) {
    return auto == null ? "" : auto.inFull();
  }

  /** Whether a rule depends on more of a connection than the reset: silence, or its log events. */
  public boolean asksForConnections() {
    return asksForConnections;
  }

  /**
   * The rule that decides for this peer on this local port.
   *
   * @param localPort -1 where it is unknown: then no rule with ports matches
   * @return the rule, or {@code null} where none matches
   */
  public Rule find(InetAddress peer, int localPort) {
    byte[] bytes = peer.getAddress();
    if (peer instanceof Inet4Address) {
      return ipv4.find(0, Address.MAPPED | (intAt(bytes, 0) & 0xFFFF_FFFFL), localPort);
    }
    long high = longAt(bytes, 0);
    long low = longAt(bytes, 8);
    // Inet6Address.getByAddress leaves an IPv4-mapped address as it is.
    return (Address.isIpv4(high, low) ? ipv4 : ipv6).find(high, low, localPort);
  }

  /** The {@code @auto} that holds for a local port, or {@code null}. */
  public Rule auto(int localPort) {
    for (int i = 0; i < auto.size(); i++) { // without an iterator: this is asked with each reset
      if (auto.get(i).holdsFor(localPort)) {
        return auto.get(i);
      }
    }
    return null;
  }

  /** Whether there is an {@code @auto} for any port. */
  public boolean hasAuto() {
    return !auto.isEmpty();
  }

  /** The peers that {@code @auto} lists. */
  public Learned learned() {
    return learned == null ? Learned.NONE : learned;
  }

  /**
   * The {@code @auto} that covers a connection on which nothing was sent yet; to be asked where
   * {@link #find} finds no other rule.
   *
   * @param accepted when it was, and {@code now}: readings of {@link System#nanoTime}
   * @return {@code null} where none does: the peer was not in when it connected, or it is too long
   *     ago
   */
  public Rule covering(InetAddress peer, int localPort, long accepted, long now) {
    Rule rule = auto(localPort);
    Learned.Peer in = rule == null ? null : learned().of(peer, localPort);
    return in != null && in.wasIn(accepted) && now - accepted <= LONGEST_PROBE_NANOS ? rule : null;
  }

  /** The rules that list a peer, whatever the port, in the order in which they are asked. */
  public List<Candidate> listing(Address peer) {
    return (peer.isIpv4() ? ipv4 : ipv6).listing(peer);
  }

  /** The rules, by index, that decide for one peer and port at least. */
  public BitSet deciding() {
    BitSet deciding = new BitSet();
    ipv4.addDeciding(deciding);
    ipv6.addDeciding(deciding);
    for (Rule rule : auto) {
      deciding.set(rule.index());
    }
    return deciding;
  }

  /** Number of rules. */
  public int size() {
    return rules.size();
  }

  /** The rules in their order: values of {@code vip} before those of files. */
  public List<Rule> rules() {
    return rules;
  }

  /** How many IPv4 addresses have a rule; those of several rules count once. */
  public BigInteger ipv4Addresses() {
    return ipv4.addresses();
  }

  /** How many IPv6 addresses have a rule; those of several rules count once. */
  public BigInteger ipv6Addresses() {
    return ipv6.addresses();
  }

  private static int intAt(byte[] bytes, int at) {
    return (bytes[at] << 24)
        | ((bytes[at + 1] & 0xFF) << 16)
        | ((bytes[at + 2] & 0xFF) << 8)
        | (bytes[at + 3] & 0xFF);
  }

  private static long longAt(byte[] bytes, int at) {
    return ((long) intAt(bytes, at) << 32) | (intAt(bytes, at + 4) & 0xFFFF_FFFFL);
  }
}
