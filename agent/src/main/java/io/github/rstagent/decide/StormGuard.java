// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.decide;

import io.github.rstagent.allowlist.Rule;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.Map;
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

  private final ConcurrentMap<Rule, ConcurrentMap<InetAddress, Minute>> minutes =
      new ConcurrentHashMap<Rule, ConcurrentMap<InetAddress, Minute>>();

  /**
   * Counts one reset.
   *
   * @param rule with a max
   * @param now a reading of {@link System#nanoTime}, which no change of the clock moves
   */
  public Answer count(Rule rule, InetAddress peer, long now) {
    ConcurrentMap<InetAddress, Minute> ofRule = minutes.get(rule);
    if (ofRule == null) {
      minutes.putIfAbsent(rule, new ConcurrentHashMap<InetAddress, Minute>());
      ofRule = minutes.get(rule);
    }
    long current = Math.floorDiv(now, NANOS_PER_MINUTE);
    Minute minute = ofRule.get(peer);
    if (minute == null) {
      if (ofRule.size() >= PEERS_PER_RULE && !forgetQuietPeers(ofRule, current)) {
        return Answer.BEYOND;
      }
      Minute first = new Minute();
      minute = ofRule.putIfAbsent(peer, first);
      minute = minute == null ? first : minute;
    }
    return minute.count(current, rule.max());
  }

  /**
   * Whether a peer's resets are being shown, because it has passed the rule's max in this minute.
   * Counts nothing.
   *
   * @param rule as for {@link #count}, also one without a max
   * @param now as for {@link #count}
   */
  public boolean isBeyond(Rule rule, InetAddress peer, long now) {
    Map<InetAddress, Minute> ofRule = rule.max() > 0 ? minutes.get(rule) : null;
    Minute minute = ofRule == null ? null : ofRule.get(peer);
    return minute != null && minute.isBeyond(Math.floorDiv(now, NANOS_PER_MINUTE), rule.max());
  }

  /** Makes room; false where every peer has reset in this very minute. */
  private static boolean forgetQuietPeers(Map<InetAddress, Minute> peers, long current) {
    boolean forgotten = false;
    for (Iterator<Minute> minutes = peers.values().iterator(); minutes.hasNext(); ) {
      if (!minutes.next().isOf(current)) {
        minutes.remove();
        forgotten = true;
      }
    }
    return forgotten;
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
