// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Rule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Peers whose resets are hidden whether or not they have sent anything: do they carry traffic, too?
 * Any thread.
 */
final class ListedPeers {
  /** A rule may cover a whole network: beyond this number peers are not looked at. */
  private static final int PEERS = 256;

  private final ConcurrentMap<InetAddress, Listed> peers =
      new ConcurrentHashMap<InetAddress, Listed>();

  /**
   * A connection of a listed peer is accepted.
   *
   * @return whether it is to be watched, as far as this peer goes
   */
  boolean accept(Rule rule, InetAddress peer) {
    if (rule.only() != Only.ANY || rule.mode() != Mode.SUPPRESS) {
      return false; // nothing that has carried data is hidden
    }
    Listed listed = peers.get(peer);
    if (listed == null && peers.size() < PEERS) {
      Listed first = new Listed(rule.name());
      listed = peers.putIfAbsent(peer, first);
      listed = listed == null ? first : listed;
    }
    return listed != null && listed.accept();
  }

  /** A watched connection has ended. */
  void ended(InetAddress peer, boolean silent) {
    Listed listed = silent ? null : peers.get(peer);
    if (listed != null) {
      listed.carries();
    }
  }

  /** What is to be said of each peer once. */
  List<String> news() {
    List<String> lines = new ArrayList<String>();
    for (Map.Entry<InetAddress, Listed> peer : peers.entrySet()) {
      String name = peer.getValue().toSay();
      if (name != null) {
        String address = AddressText.of(peer.getKey());
        lines.add(
            (name.equals(address) ? address : name + " (" + address + ")")
                + " also carries traffic: resets after data are being hidden; only=silent shows"
                + " them");
      }
    }
    return lines;
  }

  void clear() {
    peers.clear();
  }

  private static final class Listed {
    /** The first connections, then ever fewer. */
    private static final int FIRST = 4;

    private static final int OFTEN = 16;
    private static final int SELDOM = 256;

    private final String name;
    private long accepted;
    private boolean carries;
    private boolean said;

    Listed(String name) {
      this.name = name;
    }

    synchronized boolean accept() {
      accepted++;
      long every = accepted <= FIRST ? 1 : accepted <= OFTEN * SELDOM ? OFTEN : SELDOM;
      return !carries && accepted % every == 0;
    }

    synchronized void carries() {
      carries = true;
    }

    /** The rule's name, the first time after traffic was seen; else {@code null}. */
    synchronized String toSay() {
      if (!carries || said) {
        return null;
      }
      said = true;
      return name;
    }
  }
}
