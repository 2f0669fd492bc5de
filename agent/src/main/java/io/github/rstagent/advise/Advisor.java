// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.config.Advise;
import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.gate.ConnectionListener;
import io.github.rstagent.gate.ResetListener;
import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.report.PeerState;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out who resets: keeps unlisted peers in a table, and says once who of them resets as a
 * health check does. It is passive: it sees nothing but resets, which Netty reports anyhow; with
 * {@code advise=connections} also connections without data that are over.
 *
 * <p>Event loops add time stamps, in {@link #reset}. All thinking is done by the thread that calls
 * {@link #news} and {@link #peers}, on copies.
 */
public final class Advisor implements ResetListener, ConnectionListener {
  /** A crowd that behaves like health checkers must not fill the log that is to be kept clean. */
  private static final int NAMED = 100;

  private static final int MANY = Integer.MIN_VALUE;

  private final PeerTable table = new PeerTable(PeerTable.CAPACITY);
  private final PeerTable closing = new PeerTable(PeerTable.CAPACITY); // ends without data
  private final ListedPeers listed = new ListedPeers();
  private final Learner learner = new Learner(table);
  private final PresetRanges presets;
  private volatile boolean on;
  private volatile boolean connections;
  private volatile Allowlist list = Allowlist.EMPTY;
  private boolean saidMany;
  private final Map<InetAddress, Integer> named = new HashMap<>(); // on which port; or MANY

  /**
   * @param presets that peers are looked up in when something is said of them
   */
  public Advisor(PresetRanges presets) {
    this.presets = presets;
  }

  /** Finds the peers that {@code @auto} lists. */
  public Learner learner() {
    return learner;
  }

  /**
   * Takes new options. With {@code off} nothing is kept but what {@code @auto} needs.
   *
   * @param advise the option of that name
   * @param inForce {@code null} where the agent is disabled: what was learned is kept for later
   */
  public synchronized void enforce(Advise advise, Allowlist inForce) {
    on = advise != Advise.OFF && inForce != null;
    connections = advise == Advise.CONNECTIONS && inForce != null;
    list = inForce == null ? Allowlist.EMPTY : inForce;
    if (inForce != null && !list.hasAuto()) {
      learner.clear();
    }
    if (!on) {
      listed.clear();
      closing.clear();
      if (!list.hasAuto()) {
        table.clear();
      }
    }
  }

  @Override
  public void judged(
      Verdict verdict,
      Rule rule,
      Silence silence,
      InetSocketAddress peer,
      int localPort,
      NettyAccess netty,
      Object channel,
      Throwable cause) {
    if (peer != null && (on || list.hasAuto())) {
      reset(verdict, rule, silence, peer.getAddress(), localPort, System.nanoTime());
    }
  }

  /**
   * @param now nanoseconds since whenever
   */
  void reset(
      Verdict verdict, Rule rule, Silence silence, InetAddress peer, int localPort, long now) {
    if (verdict == Verdict.STRANGER) {
      table.entry(peer, localPort).add(now);
    } else if (rule != null && on) {
      listed.reset(verdict, rule, silence, peer, now);
    }
  }

  @Override
  public boolean wants(InetAddress peer, int localPort) {
    return connections || learner.wants(list, peer, localPort);
  }

  @Override
  public void silentEnd(InetAddress peer, int localPort, ConnectionEnd how, long nanos) {
    silentEnd(peer, localPort, how, nanos, System.nanoTime());
  }

  /**
   * @param now nanoseconds since whenever
   */
  void silentEnd(InetAddress peer, int localPort, ConnectionEnd how, long nanos, long now) {
    Rule auto = list.auto(localPort);
    if (auto != null) {
      learner.silentEnd(auto, peer, localPort, how, nanos, now);
    }
    if (!connections || nanos > Learner.LONGEST_CHECK_NANOS) {
      return; // it has waited for something
    }
    if (how == ConnectionEnd.FIN) {
      closing.entry(peer, localPort).addEnd(now, false, true);
    } else if (how == ConnectionEnd.RESET || how == ConnectionEnd.FAILED_WRITE) {
      closing.entry(peer, localPort).add(now); // the same checker, where the service speaks first
    }
  }

  /**
   * Has another look at everybody. To be called every few seconds, by one thread, not an event
   * loop.
   *
   * @return the lines to say, each for the first time
   */
  public synchronized List<String> news() {
    List<String> news = new ArrayList<>();
    if (!on) {
      return news;
    }
    for (PeerEntry entry : closing.entries()) {
      if (entry.isClosing()) {
        addLine(entry, news);
      }
    }
    for (PeerEntry entry : table.entries()) {
      addLine(entry, news);
    }
    news.addAll(listed.news());
    return news;
  }

  private void addLine(PeerEntry entry, List<String> news) {
    Rule auto = list.auto(entry.localPort());
    if (auto != null && (!entry.isClosing() || auto.scope() == Scope.CONNECTION)) {
      return; // it lists the peer by itself
    }
    Integer port = named.get(entry.peer());
    if (port == null || (port != MANY && port != entry.localPort())) {
      PeerEntry.Judged judged = entry.judge();
      if (judged.verdict() == PeerVerdict.HEALTH_CHECK) {
        if (port != null || named.size() < NAMED) {
          news.add(line(entry, judged, port));
        } else if (!saidMany) {
          saidMany = true;
          news.add("no more lines of advice: status shows all peers");
        }
      }
    }
  }

  private String line(PeerEntry entry, PeerEntry.Judged judged, Integer port) {
    String preset = preset(entry.plainPeer());
    boolean alone = list.size() == 0 && named.isEmpty();
    named.put(entry.peer(), port == null ? entry.localPort() : MANY);
    return port == null
        ? AdviceLine.of(entry, judged, preset, alone)
        : AdviceLine.ofSecondPort(entry, port, preset);
  }

  /** The tables, those with the most resets first. */
  public List<PeerState> peers() {
    Map<Object, PeerEntry> told = new HashMap<>(); // what there is to say most of, for each peer
    List<PeerEntry> closings = closing.entries();
    closings.removeIf(entry -> !entry.isClosing()); // the others are among those that reset
    List<PeerEntry> learned = learner.in();
    List<PeerEntry> entries = table.entries();
    entries.addAll(closings);
    entries.addAll(learned);
    for (PeerEntry entry : entries) {
      told.put(Arrays.<Object>asList(entry.peer(), entry.localPort()), entry);
    }
    List<PeerState> peers = new ArrayList<>();
    for (PeerEntry entry : told.values()) {
      peers.add(state(entry, learned.contains(entry)));
    }
    peers.sort(Comparator.comparingLong(PeerState::getResets).reversed());
    return peers;
  }

  /**
   * @param told what the verdict is of: its resets, or its connections without data
   */
  private PeerState state(PeerEntry told, boolean learned) {
    PeerEntry.Judged judged = told.judge();
    PeerVerdict verdict = learned ? PeerVerdict.LISTED : judged.verdict();
    PeerEntry resets = table.find(told.peer(), told.localPort());
    InetAddress peer = told.plainPeer();
    return new PeerState(
        peer,
        told.localPort(),
        resets == null ? 0 : resets.events(),
        resets == told ? 0 : judged.events,
        resets == null ? 0 : resets.error(),
        judged.regularity,
        verdict.text(),
        preset(peer),
        verdict.compareTo(PeerVerdict.HEALTH_CHECK) < 0 ? "" : AdviceLine.ofFile(told));
  }

  private String preset(InetAddress peer) {
    String preset = presets.presetOf(peer);
    return preset == null ? "" : preset;
  }

  /** How often a peer lost its place in the full table to another one. */
  public long dropped() {
    return table.dropped();
  }
}
