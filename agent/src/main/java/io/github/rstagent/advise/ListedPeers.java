// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Regularity;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Finds listed peers whose rule may not be what its author meant. Either the peer's hidden resets
 * are irregular, or all its watched connections carried data before the reset. Resets are recorded
 * on any thread. One thread asks for the news.
 */
final class ListedPeers {
  /** A rule may cover a whole network: beyond this number peers are not looked at. */
  private static final int PEERS = 1_024;

  private static final int ENOUGH_AFTER_DATA = 10;

  private final ConcurrentMap<InetAddress, Listed> peers = new ConcurrentHashMap<>();

  /** A reset of a listed peer was judged. */
  void reset(Verdict verdict, Rule rule, Silence silence, InetAddress peer, long now) {
    boolean hidden = verdict == Verdict.SUPPRESS && rule.only() == Only.ANY;
    boolean watched = rule.only() == Only.SILENT && silence != Silence.UNKNOWN;
    if (!hidden && !watched) {
      return;
    }
    Listed listed = peers.get(peer);
    if (listed == null && peers.size() < PEERS) {
      Listed first = new Listed(rule, peer);
      listed = peers.putIfAbsent(peer, first);
      listed = listed == null ? first : listed;
    }
    if (listed == null) {
      return;
    }
    if (hidden) {
      listed.hidden.add(now);
    } else {
      listed.watched(silence);
    }
  }

  /** What is to be said of each peer once. */
  List<String> news() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<InetAddress, Listed> peer : peers.entrySet()) {
      Listed listed = peer.getValue();
      String address = AddressText.of(listed.hidden.plainPeer());
      String label = listed.rule.name();
      if (!listed.saidIrregular && listed.isIrregular()) {
        listed.saidIrregular = true;
        lines.add(
            (label.equals(listed.rule.text()) ? address : label + " (" + address + ")")
                + ": its hidden resets are irregular: clients' may be among them; only=silent"
                + " shows those after data");
      }
      if (!listed.saidAfterData && listed.isAllAfterData()) {
        listed.saidAfterData = true;
        lines.add(
            address
                + " ("
                + listed.rule.origin()
                + "): "
                + ENOUGH_AFTER_DATA
                + " of "
                + ENOUGH_AFTER_DATA
                + " resets came after data and are shown: a client, or a check that sends a"
                + " request");
      }
    }
    return lines;
  }

  void clear() {
    peers.clear();
  }

  private static final class Listed {
    final Rule rule; // when it was first met
    final PeerEntry hidden;
    private int afterData;
    private boolean everSilent;

    // Of the one thread that asks for news.
    boolean saidIrregular;
    boolean saidAfterData;

    Listed(Rule rule, InetAddress peer) {
      this.rule = rule;
      hidden = new PeerEntry(peer, 0, 0);
    }

    synchronized void watched(Silence silence) {
      if (silence == Silence.SPOKE) {
        afterData++;
      } else {
        everSilent = true;
      }
    }

    synchronized boolean isAllAfterData() {
      return afterData >= ENOUGH_AFTER_DATA && !everSilent;
    }

    boolean isIrregular() {
      PeerEntry.Judged judged = hidden.judge();
      return judged.events >= Regularity.MOST && judged.regularity == null;
    }
  }
}
