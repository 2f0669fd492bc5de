// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.net.InetAddress;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Tells a storm from a health check: counts, for rules with a {@code max}, the resets of each peer
 * address in the current minute. Any thread.
 */
public final class StormGuard {
  /** What a peer's next reset is. */
  public enum Answer {
    /** Within the rule's max. */
    CALM,
    /** The first beyond it in this minute: worth a warning. */
    FIRST_BEYOND,
    BEYOND
  }

  /** Peers beyond this number cannot be counted, and so are not calm. */
  private static final int PEERS_PER_RULE = 1024;

  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  private final ConcurrentMap<Rule, Peers> peers = new ConcurrentHashMap<Rule, Peers>();

  /**
   * Counts one reset.
   *
   * @param rule with a max
   * @param now a reading of {@link System#nanoTime}, which no change of the clock moves
   */
  public Answer count(Rule rule, InetAddress peer, long now) {
    Peers ofRule = peers.get(rule);
    if (ofRule == null) {
      peers.putIfAbsent(rule, new Peers());
      ofRule = peers.get(rule);
    }
    long current = Math.floorDiv(now, NANOS_PER_MINUTE);
    Minute minute = ofRule.minute(peer, current);
    return minute == null ? Answer.BEYOND : minute.count(current, rule.max());
  }

  /**
   * Whether a peer's resets are being shown, because it has passed the rule's max in this minute or
   * cannot be counted. Counts nothing.
   *
   * @param rule as for {@link #count}, also one without a max
   * @param now as for {@link #count}
   */
  public boolean isBeyond(Rule rule, InetAddress peer, long now) {
    Peers ofRule = rule.max() > 0 ? peers.get(rule) : null;
    return ofRule != null
        && ofRule.isBeyond(peer, Math.floorDiv(now, NANOS_PER_MINUTE), rule.max());
  }

  /** Those of a rule that have reset. */
  private static final class Peers {
    private final ConcurrentMap<InetAddress, Minute> minutes =
        new ConcurrentHashMap<InetAddress, Minute>();
    private volatile long fullIn = Long.MIN_VALUE; // the last minute that had no room for a peer

    /** Returns {@code null} where there is no room. */
    Minute minute(InetAddress peer, long current) {
      Minute minute = minutes.get(peer);
      if (minute == null) {
        if (fullIn == current) {
          return null; // and no room comes before the next minute
        }
        if (minutes.size() >= PEERS_PER_RULE && !forgetQuietPeers(current)) {
          fullIn = current;
          return null;
        }
        Minute first = new Minute();
        minute = minutes.putIfAbsent(peer, first);
        minute = minute == null ? first : minute;
      }
      return minute;
    }

    boolean isBeyond(InetAddress peer, long current, int max) {
      Minute minute = minutes.get(peer);
      return minute == null ? fullIn == current : minute.isBeyond(current, max);
    }

    /** Makes room; false where every peer has reset in this very minute. */
    private boolean forgetQuietPeers(long current) {
      boolean forgotten = false;
      for (Iterator<Minute> each = minutes.values().iterator(); each.hasNext(); ) {
        if (!each.next().isOf(current)) {
          each.remove();
          forgotten = true;
        }
      }
      return forgotten;
    }
  }

  private static final class Minute {
    private long number;
    private int resets;

    synchronized boolean isOf(long minute) {
      return number == minute;
    }

    synchronized boolean isBeyond(long current, int max) {
      return number == current && resets > max;
    }

    synchronized Answer count(long current, int max) {
      if (number != current) {
        number = current;
        resets = 0;
      }
      if (resets > max) {
        return Answer.BEYOND;
      }
      resets++;
      return resets <= max ? Answer.CALM : Answer.FIRST_BEYOND;
    }
  }
}
