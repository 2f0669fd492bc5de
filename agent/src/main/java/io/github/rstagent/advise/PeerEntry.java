// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.rules.Regularity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * What is known of one peer on one local port: how many events, and when the last ones came. Any
 * thread. Event loops add time stamps; the thread that judges takes a copy first.
 */
final class PeerEntry {
  private final InetAddress peer;
  private final int localPort;
  private final long error;

  // The table's, under its lock.
  volatile PeerEntry next; // the same peer on another local port
  long rank; // the weight when the table last looked

  private long[] stamps = new long[4]; // a ring, once it is full
  private long events;
  private volatile boolean closing; // some of the events are connections that ended with FIN
  private volatile boolean kept; // whatever its weight
  private int lates; // of the last 32 ends of silent connections, a bit each
  private volatile Judged judged; // what was thought of it last

  /**
   * @param error how many events this peer may have had that were not counted
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

  long error() {
    return error;
  }

  /** What the table goes by: no peer with more of this than another is dropped before it. */
  synchronized long weight() {
    return kept ? Long.MAX_VALUE : events + error;
  }

  void keep(boolean inTable) {
    kept = inTable;
  }

  synchronized long events() {
    return events;
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

  /** One more event. */
  synchronized void add(long now) {
    if (events == stamps.length && events < Regularity.MOST) {
      stamps = Arrays.copyOf(stamps, (int) Math.min(Regularity.MOST, 4 * events));
    }
    stamps[(int) (events++ % stamps.length)] = now;
  }

  /**
   * A connection without data has ended.
   *
   * @param late it took too long for a check, which is no event
   */
  synchronized void addEnd(long now, boolean late, boolean fin) {
    lates = lates << 1 | (late ? 1 : 0);
    if (!late) {
      closing |= fin;
      add(now);
    }
  }

  /** Whether more than half of the last 32 ends were late. */
  synchronized boolean isMostlyLate() {
    return Integer.bitCount(lates) > Integer.SIZE / 2;
  }

  /** Begins anew. */
  synchronized void forget() {
    stamps = new long[4];
    events = 0;
    lates = 0;
    closing = false;
    judged = null;
  }

  boolean isClosing() {
    return closing;
  }

  /** Whether its events are regular; judged anew where there were more since the last time. */
  Judged judge() {
    Judged last = judged;
    long seen;
    long latest;
    long[] copy;
    synchronized (this) {
      seen = events;
      if (last != null && last.events == seen) {
        return last;
      }
      copy = Arrays.copyOf(stamps, (int) Math.min(events, stamps.length));
      latest = events == 0 ? 0 : stamps[(int) ((events - 1) % stamps.length)];
    }
    Judged now = new Judged(seen, latest, Regularity.of(copy));
    judged = now;
    return now;
  }

  /** So many events, and whether the last ones are regular. Immutable. */
  static final class Judged {
    final long events;
    final long latest;
    final Regularity regularity; // null: they are not

    private Judged(long events, long latest, Regularity regularity) {
      this.events = events;
      this.latest = latest;
      this.regularity = regularity;
    }

    PeerVerdict verdict() {
      if (events < Regularity.NEEDED) {
        return PeerVerdict.TOO_FEW;
      }
      if (regularity == null) {
        return PeerVerdict.IRREGULAR;
      }
      return regularity.isTooOften() ? PeerVerdict.TOO_OFTEN : PeerVerdict.HEALTH_CHECK;
    }
  }
}
