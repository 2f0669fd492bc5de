// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.gate.ConnectionListener;
import io.github.rstagent.gate.ResetListener;
import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.report.PeerState;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
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
  private static final int LINES = 100;

  private static final int MANY = Integer.MIN_VALUE;

  /** A checker closes at once; a client that gives up has waited first. */
  private static final long LONGEST_CHECK_NANOS = 3_000_000_000L;

  private final PeerTable table = new PeerTable(PeerTable.CAPACITY);
  private final PeerTable closing = new PeerTable(PeerTable.CAPACITY); // ends without data
  private final ListedPeers listed = new ListedPeers();
  private final PresetRanges presets;
  private volatile boolean on;
  private boolean ruled; // a rule is in force
  private int lines;
  private final Map<InetAddress, Integer> named = new HashMap<>(); // on which port; or MANY

  /**
   * @param presets that peers are looked up in when something is said of them
   */
  public Advisor(PresetRanges presets) {
    this.presets = presets;
  }

  /**
   * Takes new options. With {@code off} nothing is kept.
   *
   * @param advise the option of that name
   * @param rules whether a rule is in force
   */
  public synchronized void enforce(boolean advise, boolean rules) {
    on = advise;
    ruled = rules;
    if (!advise) {
      listed.clear();
      table.clear();
      closing.clear();
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
    if (on && peer != null) {
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
    } else if (rule != null) {
      listed.reset(verdict, rule, silence, peer, now);
    }
  }

  @Override
  public void silentEnd(InetAddress peer, int localPort, ConnectionEnd how, long nanos) {
    if (on) {
      silentEnd(peer, localPort, how, nanos, System.nanoTime());
    }
  }

  /**
   * @param now nanoseconds since whenever
   */
  void silentEnd(InetAddress peer, int localPort, ConnectionEnd how, long nanos, long now) {
    if (nanos > LONGEST_CHECK_NANOS) {
      return; // it has waited for something
    }
    if (how == ConnectionEnd.FIN) {
      closing.entry(peer, localPort).addClose(now);
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
    return bounded(news);
  }

  private void addLine(PeerEntry entry, List<String> news) {
    Integer port = named.get(entry.peer());
    if (port == null || (port != MANY && port != entry.localPort())) {
      PeerEntry.Judged judged = entry.judge();
      if (judged.verdict() == PeerVerdict.HEALTH_CHECK) {
        news.add(line(entry, judged, port));
      }
    }
  }

  private String line(PeerEntry entry, PeerEntry.Judged judged, Integer port) {
    String preset = preset(entry.plainPeer());
    boolean alone = !ruled && named.isEmpty();
    named.put(entry.peer(), port == null ? entry.localPort() : MANY);
    return port == null
        ? AdviceLine.of(entry, judged, preset, alone)
        : AdviceLine.ofSecondPort(entry, port, preset);
  }

  private List<String> bounded(List<String> news) {
    int room = Math.max(0, LINES - lines);
    boolean first = lines <= LINES;
    lines += news.size();
    if (news.size() > room) {
      news.subList(room, news.size()).clear();
      if (first) {
        news.add("no more lines of advice: status shows all peers");
      }
    }
    return news;
  }

  /** The table, those with the most resets first. */
  public List<PeerState> peers() {
    List<PeerState> peers = new ArrayList<>();
    for (PeerEntry entry : table.entries()) {
      PeerEntry first = closing.first(entry.peer());
      PeerEntry closes = first == null ? null : first.on(entry.localPort());
      peers.add(state(entry, closes != null && closes.isClosing() ? closes : entry));
    }
    for (PeerEntry entry : closing.entries()) {
      PeerEntry first = table.first(entry.peer());
      if (entry.isClosing() && (first == null || first.on(entry.localPort()) == null)) {
        peers.add(state(new PeerEntry(entry.peer(), entry.localPort(), 0), entry));
      }
    }
    peers.sort(Comparator.comparingLong(PeerState::getResets).reversed());
    return peers;
  }

  /**
   * @param told what the verdict is of: its resets, or its connections without data
   */
  private PeerState state(PeerEntry resets, PeerEntry told) {
    PeerEntry.Judged judged = told.judge();
    InetAddress peer = told.plainPeer();
    return new PeerState(
        peer,
        told.localPort(),
        resets.judge().events,
        told.isClosing() ? judged.events : 0,
        resets.error(),
        judged.regularity,
        judged.verdict().text(),
        preset(peer),
        judged.verdict() == PeerVerdict.HEALTH_CHECK ? AdviceLine.ofFile(told) : "");
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
