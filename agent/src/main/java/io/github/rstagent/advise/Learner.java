// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Learned;
import io.github.rstagent.rules.Regularity;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Finds the peers that {@code @auto} lists, by their connections without data: those that are over
 * within 3 s of accept, and regular.
 *
 * <p>Event loops add time stamps, in {@link #silentEnd}. All thinking is done by the thread that
 * calls {@link #look}, on copies. How long a peer has been quiet is counted from look to look, so
 * that neither a pause of the agent nor a clock that jumps makes a peer go.
 */
public final class Learner {
  /** A peer that has reset so often may be a checker. */
  private static final int SUSPECT = 5;

  /** Of more candidates some wait for the next look: to judge one may take half a millisecond. */
  private static final int JUDGED_AT_ONCE = 256;

  private static final long SECOND = 1_000_000_000L;

  /** A checker closes at once; a client that gives up has waited first. */
  static final long LONGEST_CHECK_NANOS = 3 * SECOND;

  /** No more time passes between two looks: after a longer one the agent has not looked at all. */
  private static final long LONGEST_STEP = 2 * SECOND;

  private static final long SHORTEST_QUIET = 60 * SECOND;
  private static final int QUIET_PERIODS = 10;
  private static final long BANISHED = 600 * SECOND;

  private final PeerTable resets;
  private final PeerTable ends = new PeerTable(2 * Learned.MOST); // half of it for candidates
  private final Map<PeerEntry, Member> members = new HashMap<>(); // those in, and those sent away
  private volatile List<PeerEntry> in = new ArrayList<>();
  private Allowlist before; // null: none so far
  private long last;
  private int turn; // of the candidate that is next
  private boolean saidFull;

  /**
   * @param resets of peers that no rule lists
   */
  Learner(PeerTable resets) {
    this.resets = resets;
  }

  /** Whether a connection is to be watched for {@code @auto}. On event loops. */
  boolean wants(Allowlist list, InetAddress peer, int localPort) {
    Rule auto = list.auto(localPort);
    if (auto == null || auto.scope() == Scope.CONNECTION) {
      return auto != null;
    }
    PeerEntry known = resets.find(peer, localPort);
    return (known != null && known.events() >= SUSPECT)
        || list.learned().of(peer, localPort) != null;
  }

  /**
   * A connection without data is over. On event loops.
   *
   * @param auto that holds for this port
   * @param nanos from accept
   */
  void silentEnd(
      Rule auto, InetAddress peer, int localPort, ConnectionEnd how, long nanos, long now) {
    boolean fin = how == ConnectionEnd.FIN && auto.scope() == Scope.CONNECTION;
    if (fin || how == ConnectionEnd.RESET || how == ConnectionEnd.FAILED_WRITE) {
      ends.entry(peer, localPort).addEnd(now, nanos > LONGEST_CHECK_NANOS, fin);
    }
  }

  /** Whether nothing has come that there is to look at. */
  public boolean isIdle() {
    return ends.isEmpty();
  }

  /** Forgets all, where no rule wants any of it. */
  synchronized void clear() {
    ends.clear();
    members.clear();
    in = new ArrayList<>();
    before = null;
  }

  /**
   * Has a look at every candidate and at those that are in. For one thread, once a second.
   *
   * @param list in force, with what was learned so far
   * @return what to say of those that come and go; then {@link #learned} is to be put in force
   */
  public synchronized List<String> look(Allowlist list, long now) {
    List<String> lines = new ArrayList<>();
    long passed = Math.min(now - last, LONGEST_STEP);
    last = now;
    forgetUnder(list);
    for (Iterator<Map.Entry<PeerEntry, Member>> each = members.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<PeerEntry, Member> member = each.next();
      if (!stays(member.getKey(), member.getValue(), passed, list, lines)) {
        ends.keep(member.getKey(), false);
        each.remove();
      }
    }
    List<PeerEntry> entries = ends.entries();
    int judged = 0;
    for (int i = 0; i < entries.size() && judged < JUDGED_AT_ONCE; i++) {
      turn = (turn + 1) % entries.size();
      PeerEntry entry = entries.get(turn);
      Rule auto = list.auto(entry.localPort());
      if (auto != null && entry.events() >= Regularity.NEEDED && !members.containsKey(entry)) {
        judged++;
        consider(entry, auto, now, lines);
      }
    }
    List<PeerEntry> present = new ArrayList<>(members.keySet());
    present.removeIf(entry -> members.get(entry).away);
    in = present;
    return lines;
  }

  /** What counts as an end may be something else under a line that has changed. */
  private void forgetUnder(Allowlist list) {
    if (before != null && list != before) {
      for (PeerEntry entry : ends.entries()) {
        if (!list.keepsAuto(before, entry.localPort())) {
          entry.forget();
        }
      }
    }
    before = list;
  }

  /** Returns false for one that is to be a candidate like any other. */
  private static boolean stays(
      PeerEntry entry, Member member, long passed, Allowlist list, List<String> lines) {
    member.quiet += passed;
    if (member.away) {
      return member.quiet < BANISHED;
    }
    if (list.learned().of(entry.peer(), entry.localPort()) != member.in) {
      return false; // its line has gone
    }
    member.look(entry.judge());
    boolean late = entry.isMostlyLate();
    if (late || member.quiet > longestQuiet(member.regularity)) {
      member.away = true;
      member.quiet = 0;
      lines.add(AdviceLine.ofLeaving(entry, list.auto(entry.localPort()), late));
    }
    return true;
  }

  private void consider(PeerEntry entry, Rule auto, long now, List<String> lines) {
    PeerEntry.Judged judged = entry.judge();
    if (judged.verdict() != PeerVerdict.HEALTH_CHECK
        || entry.isMostlyLate()
        || now - judged.latest > longestQuiet(judged.regularity)) {
      return;
    }
    if (members.size() < Learned.MOST) {
      Member member = new Member();
      member.look(judged);
      members.put(entry, member);
      ends.keep(entry, true);
      lines.add(AdviceLine.ofComing(entry, judged, auto));
    } else if (!saidFull) {
      saidFull = true;
      lines.add("@auto lists " + Learned.MOST + " peers and takes no more");
    }
  }

  private static long longestQuiet(Regularity regularity) {
    return Math.max(SHORTEST_QUIET, QUIET_PERIODS * regularity.periodNanos());
  }

  /**
   * Those that are in.
   *
   * @param now from when on those count that have come with the last look
   */
  public synchronized Learned learned(long now) {
    List<Learned.Peer> peers = new ArrayList<>();
    for (PeerEntry entry : in) {
      Member member = members.get(entry);
      if (member.in == null) {
        member.in = new Learned.Peer(entry.peer(), entry.localPort(), now);
      }
      peers.add(member.in);
    }
    return new Learned(peers);
  }

  /** The same, for people. Waits for nothing. */
  List<PeerEntry> in() {
    return in;
  }

  /** What is known of a peer that is in, or was not long ago. */
  private static final class Member {
    Learned.Peer in; // null: has come with this look
    boolean away;
    Regularity regularity;
    long quiet; // nanoseconds without a regular end or, of one that is away, since it went
    private long events;

    void look(PeerEntry.Judged judged) {
      if (judged.events > events && judged.verdict() == PeerVerdict.HEALTH_CHECK) {
        regularity = judged.regularity;
        quiet = 0;
      }
      events = judged.events;
    }
  }
}
