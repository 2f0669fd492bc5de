// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.report.Lists;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A service with an advisor, and peers that connect to it, in a time of its own: what a minute of
 * traffic comes to takes no time at all.
 */
final class Simulation {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;

  final List<String> lines = new ArrayList<>();
  private final Advisor advisor;
  private final boolean watching;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private int mostOpen;
  private int open;
  private int watched;
  private boolean begun; // as in the agent: connections are seen from the first candidate on

  private record Event(long at, int order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at != other.at ? Long.compare(at, other.at) : Integer.compare(order, other.order);
    }
  }

  Simulation() {
    this(true, PresetRanges.NONE);
  }

  /**
   * @param watching whether the service's Netty lets connections be watched
   */
  Simulation(boolean watching, PresetRanges presets) {
    this.watching = watching;
    advisor = new Advisor(presets);
    advisor.enforce(true);
  }

  Advisor advisor() {
    return advisor;
  }

  /** A connection that the peer resets before it has sent anything. */
  void probe(String peer, int port, long at) {
    connection(peer, port, at, at + 300_000, 0, 0, ConnectionEnd.RESET);
  }

  /** A probe again and again from the second second on. */
  void probes(String peer, int port, long period, int times) {
    for (int i = 0; i < times; i++) {
      probe(peer, port, SECOND + i * period);
    }
  }

  void connection(
      String peer, int port, long begin, long end, long in, long out, ConnectionEnd ending) {
    InetAddress address = Lists.address(peer);
    boolean[] wanted = new boolean[1];
    at(
        begin,
        () -> {
          wanted[0] = begun && advisor.wants(null, address, port);
          watched += wanted[0] ? 1 : 0;
          open += wanted[0] ? 1 : 0;
          mostOpen = Math.max(mostOpen, open);
        });
    at(
        end,
        () -> {
          if (ending == ConnectionEnd.RESET) {
            advisor.reset(address, port, end);
          }
          if (wanted[0]) {
            open--;
            advisor.ended(address, port, in == 0, in, out, end - begin, ending);
          }
        });
  }

  void at(long when, Runnable what) {
    events.add(new Event(when, events.size(), what));
  }

  /** Lets it all happen, with a look of the advisor's every second. */
  Simulation run() {
    long last = 0;
    for (Event event : events) {
      last = Math.max(last, event.at);
    }
    for (long tick = SECOND / 2; tick < last + 10 * SECOND; tick += SECOND) {
      long now = tick;
      at(
          tick,
          () -> {
            lines.addAll(advisor.news(now));
            begun = watching && advisor.hadCandidates();
          });
    }
    while (!events.isEmpty()) {
      events.remove().what.run();
    }
    return this;
  }

  int mostOpen() {
    return mostOpen;
  }

  int watched() {
    return watched;
  }

  PeerReport report(String peer, int port) {
    for (PeerReport report : advisor.reports(0)) {
      if (report.peer().equals(Lists.address(peer)) && report.localPort() == port) {
        return report;
      }
    }
    throw new AssertionError(peer + " is not in the table");
  }
}
