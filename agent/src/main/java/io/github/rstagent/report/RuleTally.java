// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.rules.Rule;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often one rule did the same thing, and to whom. Counting does not allocate for a peer that is
 * known already.
 */
final class RuleTally {
  /** Peers beyond this number are counted in the total alone: a rule may cover a whole network. */
  private static final int NAMED_PEERS = 64;

  private volatile Rule rule; // as it was last: a list that is read again may change its max
  private final Tally total = new Tally();
  private final Map<InetAddress, Tally> byPeer = new ConcurrentHashMap<InetAddress, Tally>();

  RuleTally(Rule rule) {
    this.rule = rule;
  }

  Rule rule() {
    return rule;
  }

  void count(Rule current, InetAddress peer) {
    if (rule.max() != current.max()) {
      rule = current;
    }
    total.increment();
    Tally known = byPeer.get(peer);
    if (known == null && byPeer.size() < NAMED_PEERS) {
      Tally first = new Tally();
      known = byPeer.putIfAbsent(peer, first);
      known = known == null ? first : known;
    }
    if (known != null) {
      known.increment();
    }
  }

  /** Frees the place of a peer that has gone quiet. */
  void forget(InetAddress peer) {
    byPeer.remove(peer);
  }

  Tally total() {
    return total;
  }

  Map<InetAddress, Tally> byPeer() {
    return byPeer;
  }
}
