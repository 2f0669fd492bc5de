// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What is known of one peer on one local port. Any thread. */
final class PeerEntry {
  /** Longer than any probe lives. */
  private static final long LINGERING_NANOS = 5_000_000_000L;

  private final InetAddress peer;
  private final int localPort;
  private final long error;

  // The table's, under its lock.
  volatile PeerEntry next; // the same peer on another local port
  long rank; // the weight when the table last looked

  private final Intervals intervals = new Intervals();
  private final WatchedConnections watched = new WatchedConnections();
  private long resets;
  private long otherEnds;
  private long accepted;
  private long resetsBefore; // the first that was counted as accepted
  private long first;
  private long last;
  private boolean suspect; // from then on its connections count, however regular the resets stay
  private long resetsWhenSuspected;
  private long granted;
  private int grants;
  private long allEndedAt;
  private boolean lingering;
  private volatile boolean elsewhere;
  private PeerVerdict said;
  private String preset; // null: not looked up; empty: none

  /**
   * @param error how many resets this peer may have had that nobody counted
   */
  PeerEntry(InetAddress peer, int localPort, long error) {
    this.peer = peer;
    this.localPort = localPort;
    this.error = error;
  }

  InetAddress peer() {
    return peer;
  }

  /** The same, and an IPv4 address where an IPv6 socket has made it ::ffff:10.0.8.3. */
  InetAddress plainPeer() {
    try {
      return peer.getAddress().length == 16 && !peer.isLinkLocalAddress()
          ? InetAddress.getByAddress(peer.getAddress())
          : peer;
    } catch (UnknownHostException e) {
      return peer; // cannot be: the length is right
    }
  }

  int localPort() {
    return localPort;
  }

  /** What the table goes by: no peer with more of this than another is dropped before it. */
  synchronized long weight() {
    return resets + otherEnds + error;
  }

  /** Finds the entry of the same peer on another local port. */
  PeerEntry on(int port) {
    PeerEntry entry = this;
    // As long as the service has ports: a scanner finds no more than are open.
    while (entry != null && entry.localPort != port) {
      entry = entry.next;
    }
    return entry;
  }

  /** The peer resets one of its connections. */
  synchronized void reset(long now) {
    seen(now);
    resets++;
    intervals.add(now);
  }

  /** A connection of the peer ends otherwise, where that is known without watching. */
  synchronized void endOtherwise(long now) {
    seen(now);
    otherEnds++;
  }

  private void seen(long now) {
    if (resets + otherEnds == 0) {
      first = now;
      last = now;
    }
    last = Math.max(last, now);
  }

  /** The peer connects to a port that this chain has no entry for. */
  void connectsElsewhere() {
    if (!elsewhere) {
      elsewhere = true;
    }
  }

  /** Whether the chain that begins here shows more than one local port. */
  boolean isElsewhere() {
    return elsewhere || next != null;
  }

  /**
   * A connection of the peer is accepted.
   *
   * @return whether it is to be watched, as far as this peer goes
   */
  synchronized boolean accept() {
    if (accepted++ == 0) {
      resetsBefore = resets;
    }
    return grants > 0;
  }

  /** One connection less is wanted. */
  synchronized void grant() {
    grants--;
    granted++;
  }

  /**
   * Thinks about the peer, and how many of its connections are wanted from now on. For one thread.
   *
   * @param spare whether there is room for watching peers that are known already
   */
  synchronized PeerVerdict look(long now, boolean spare) {
    boolean allEnded = granted <= watched.total();
    if (allEnded) {
      allEndedAt = now;
      lingering = false;
    } else {
      lingering = now - allEndedAt > LINGERING_NANOS;
    }
    PeerVerdict verdict = Judge.of(new Evidence(this));
    if (!suspect && Judge.isSuspicious(verdict)) {
      suspect = true;
      resetsWhenSuspected = resets;
    }
    grants =
        verdict == PeerVerdict.HEALTH_CHECK && !spare
            ? 0
            : Judge.wanted(verdict, new Evidence(this));
    return verdict;
  }

  /** Whether what is thought of it may be said: no watched connection is under way. */
  synchronized boolean isSettled() {
    return granted <= watched.total() || lingering;
  }

  /** The preset, such as {@code @gcp}, that the peer is in, or {@code null}; looked up once. */
  synchronized String preset(PresetRanges presets) {
    if (preset == null) {
      String found = presets.presetOf(plainPeer());
      preset = found == null ? "" : found;
    }
    return preset.isEmpty() ? null : preset;
  }

  /** A connection of the peer has ended that was watched since accept. */
  synchronized void ended(boolean silent, long in, long out, long nanos, Ending ending) {
    watched.add(silent, in, out, nanos, ending);
  }

  /** What the service's operator was told of this peer last, or {@code null}. For one thread. */
  PeerVerdict said() {
    return said;
  }

  void say(PeerVerdict verdict) {
    said = verdict;
  }

  /** What is known at this moment. */
  synchronized Evidence evidence() {
    return new Evidence(this);
  }

  /** A copy of an entry's state, read under its lock. */
  static final class Evidence {
    final int run;
    final double period;
    final double variation;
    final long resets;
    final long error;
    final long first;
    final long last;
    final long accepted;
    final long resetsOfAccepted;
    final long otherEnds;
    final boolean suspect;
    final long resetsSinceSuspected;
    final long granted;
    final long lingering;
    final long watched;
    final long probes;
    final long probeBytes;
    final double probeMillis;
    final long data;
    final long dataResets;
    final long bytesIn;
    final long bytesOut;
    final long endedByReset;
    final long endedByFin;

    private Evidence(PeerEntry entry) {
      run = entry.intervals.events();
      period = entry.intervals.mean();
      variation = entry.intervals.variation();
      resets = entry.resets;
      error = entry.error;
      first = entry.first;
      last = entry.last;
      accepted = entry.accepted;
      resetsOfAccepted = entry.resets - entry.resetsBefore;
      otherEnds = entry.otherEnds;
      suspect = entry.suspect;
      resetsSinceSuspected = entry.suspect ? entry.resets - entry.resetsWhenSuspected : 0;
      granted = entry.granted;
      lingering = entry.lingering ? entry.granted - entry.watched.total() : 0;
      watched = entry.watched.total();
      probes = entry.watched.probes();
      probeBytes = entry.watched.probeBytes();
      probeMillis = entry.watched.probeMillis();
      data = entry.watched.data();
      dataResets = entry.watched.dataResets();
      bytesIn = entry.watched.bytesIn();
      bytesOut = entry.watched.bytesOut();
      endedByReset = entry.watched.endedByReset();
      endedByFin = entry.watched.endedByFin();
    }
  }
}
