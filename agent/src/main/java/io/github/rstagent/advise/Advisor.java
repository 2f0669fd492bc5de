// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.gate.Watch;
import io.github.rstagent.rules.Rule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Finds out who resets: keeps unlisted peers in a table, has a few connections of those watched
 * that reset regularly, and says once what it thinks of them.
 *
 * <p>Event loops only count, in {@link #reset}, {@link #wants} and {@link #ended}, without waiting
 * for one another unless they deal with the same peer, and without allocation for a peer that is
 * known. All thinking is done by whoever calls {@link #news} and {@link #reports}.
 */
public final class Advisor implements Watch {
  /** A crowd that behaves like health checkers must not fill the log that is to be kept clean. */
  private static final int LINES = 100;

  private final PeerTable table = new PeerTable(PeerTable.CAPACITY);
  private final ListedPeers listed = new ListedPeers();
  private final Slots slots = new Slots();
  private final PresetRanges presets;
  private volatile boolean on;
  private int lines;
  private boolean suspects; // at the last look
  private boolean candidates; // ever

  /**
   * @param presets that peers are looked up in when something is said of them
   */
  public Advisor(PresetRanges presets) {
    this.presets = presets;
  }

  /**
   * Takes new options. With {@code off} nothing is kept and nothing watched.
   *
   * @param advise the option of that name
   */
  public synchronized void enforce(boolean advise) {
    on = advise;
    if (!advise) {
      listed.clear();
      table.clear();
    }
  }

  /**
   * An accepted connection was reset by a peer that no rule lists. Any thread.
   *
   * @param localPort -1 where it is unknown
   * @param now a reading of {@link System#nanoTime}
   */
  public void reset(InetAddress peer, int localPort, long now) {
    if (on) {
      table.entry(peer, localPort).reset(now);
    }
  }

  @Override
  public boolean wants(Rule rule, InetAddress peer, int localPort) {
    if (!on) {
      return false;
    }
    return rule == null
        ? wantsStranger(peer, localPort)
        : listed.accept(rule, peer) && slots.take();
  }

  private boolean wantsStranger(InetAddress peer, int localPort) {
    PeerEntry first = table.first(peer);
    if (first == null) {
      return false;
    }
    PeerEntry entry = first.on(localPort);
    if (entry == null) {
      first.connectsElsewhere();
      return false;
    }
    if (!entry.accept() || !slots.take()) {
      return false;
    }
    entry.grant();
    return true;
  }

  @Override
  public void ended(
      InetAddress peer,
      int localPort,
      boolean silent,
      long bytesIn,
      long bytesOut,
      long nanos,
      ConnectionEnd how) {
    slots.giveBack();
    if (!silent && bytesIn == 0) {
      return; // it could not be watched
    }
    listed.ended(peer, silent);
    PeerEntry first = table.first(peer);
    PeerEntry entry = first == null ? null : first.on(localPort);
    if (entry != null) {
      entry.ended(silent, bytesIn, bytesOut, nanos, ending(how));
    }
  }

  private static Ending ending(ConnectionEnd how) {
    switch (how) {
      case RESET:
      case FAILED_WRITE: // after a RST as well
        return Ending.RESET;
      case FIN:
        return Ending.FIN;
      case LOCAL:
      case FAILED_READ:
        return Ending.LOCAL;
    }
    throw new AssertionError(how);
  }

  /**
   * Has another look at everybody. To be called every few seconds, by one thread, not an event
   * loop.
   *
   * @param now a reading of {@link System#nanoTime}
   * @return the lines to say, each for the first time
   */
  public synchronized List<String> news(long now) {
    List<String> news = new ArrayList<String>();
    if (!on) {
      return news;
    }
    slots.look(now);
    boolean spare = !suspects;
    suspects = false;
    for (PeerEntry entry : table.entries()) {
      PeerVerdict verdict = entry.look(now, spare);
      suspects |= verdict == PeerVerdict.SUSPECT;
      candidates = candidates || Judge.isCandidate(entry.evidence());
      // What is said later may only be sharper: not watched, a health check, and traffic.
      if (entry.isSettled() && (entry.said() == null || verdict.compareTo(entry.said()) > 0)) {
        String advice = report(entry, table, presets, now).advice();
        if (advice != null) {
          entry.say(verdict);
          news.add(advice);
        }
      }
    }
    news.addAll(listed.news());
    return bounded(news);
  }

  private List<String> bounded(List<String> news) {
    int room = Math.max(0, LINES - lines);
    boolean first = lines <= LINES;
    lines += news.size();
    if (news.size() > room) {
      news.subList(room, news.size()).clear();
      if (first) {
        news.add("more peers could be advised on; that is enough lines, status has them all");
      }
    }
    return news;
  }

  /** Whether somebody's connections were being watched at the last look: then look again soon. */
  public synchronized boolean hasSuspects() {
    return suspects;
  }

  /** Whether there was anybody so far whose connections are worth counting. */
  public synchronized boolean hadCandidates() {
    return candidates;
  }

  /**
   * The table, those with the most resets first.
   *
   * @param now a reading of {@link System#nanoTime}
   */
  public List<PeerReport> reports(long now) {
    return reports(table, presets, now);
  }

  /** How often a peer lost its place in the full table to another one. */
  public long dropped() {
    return table.dropped();
  }

  static List<PeerReport> reports(PeerTable table, PresetRanges presets, long now) {
    List<PeerReport> reports = new ArrayList<PeerReport>();
    for (PeerEntry entry : table.entries()) {
      reports.add(report(entry, table, presets, now));
    }
    Collections.sort(
        reports,
        new Comparator<PeerReport>() {
          @Override
          public int compare(PeerReport a, PeerReport b) {
            int byResets = Long.compare(b.resets(), a.resets());
            return byResets != 0 ? byResets : Long.compare(b.watched(), a.watched());
          }
        });
    return reports;
  }

  private static PeerReport report(
      PeerEntry entry, PeerTable table, PresetRanges presets, long now) {
    return PeerReport.of(entry, table.isElsewhere(entry), presets, now);
  }
}
