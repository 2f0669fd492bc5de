// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import io.github.rstagent.advise.Ending;
import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.advise.SeenConnections;
import io.github.rstagent.report.PeerState;
import io.github.rstagent.rules.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what tcpdump prints, and keeps what its connections come to: in bounded memory, however
 * long it is. For one thread.
 */
public final class Capture {
  /** Connections under way at a time; beyond them the oldest are no longer followed. */
  private static final int CONNECTIONS = 65_536;

  /** Peers whose half handshakes are counted. */
  private static final int HALF_OPENERS = 1_024;

  private final Segment segment = new Segment();
  private final Map<String, Connection> connections = new LinkedHashMap<String, Connection>();
  private final Map<String, Integer> halfOpen = new LinkedHashMap<String, Integer>();
  private final SeenConnections seen;
  private final int limit;
  private long lines;
  private long segments;
  private long begun;
  private long others;
  private long midway;
  private long dropped;
  private long unreadable;
  private String firstUnreadable;
  private long firstUnreadableNumber;

  /**
   * @param presets that peers are looked up in
   */
  public Capture(PresetRanges presets) {
    this(presets, CONNECTIONS);
  }

  Capture(PresetRanges presets, int limit) {
    this.seen = new SeenConnections(presets);
    this.limit = limit;
  }

  /**
   * Reads to the end of the stream, and takes what is still open then as it is.
   *
   * @throws IOException where reading fails; what was read until then counts
   */
  public void read(InputStream in) throws IOException {
    BoundedLines text = new BoundedLines(in);
    try {
      for (String line = text.next(); line != null; line = text.next()) {
        read(line);
      }
    } finally {
      for (Connection open : connections.values()) {
        over(open);
      }
      connections.clear();
    }
  }

  private void read(String line) {
    lines++;
    switch (segment.read(line)) {
      case SEGMENT:
        segments++;
        take();
        break;
      case OTHER:
        others++;
        break;
      case MORE:
        break;
      case UNREADABLE:
        unreadable++;
        if (firstUnreadable == null) {
          firstUnreadable = line;
          firstUnreadableNumber = lines;
        }
        break;
    }
  }

  private void take() {
    String key = segment.source() + ' ' + segment.destination();
    boolean fromClient = true;
    Connection connection = connections.get(key);
    if (connection == null) {
      key = segment.destination() + ' ' + segment.source();
      connection = connections.get(key);
      fromClient = false;
    }
    boolean opens = segment.isSyn() && !segment.isAck() && !segment.isRst();
    if (opens && connection != null && connection.isAccepted()) {
      over(connections.remove(key)); // its end was missed, and the port is used again
      connection = null;
    }
    if (connection == null) {
      if (opens) {
        begin();
      } else {
        midway++;
      }
    } else if (connection.take(segment, fromClient)) {
      over(connections.remove(key));
    }
  }

  private void begin() {
    begun++;
    if (connections.size() >= limit) {
      Iterator<Connection> oldest = connections.values().iterator();
      over(oldest.next());
      oldest.remove();
      dropped++;
    }
    connections.put(
        segment.source() + ' ' + segment.destination(),
        new Connection(segment.source(), segment.destination(), segment.time()));
  }

  private void over(Connection connection) {
    int port = Endpoint.port(connection.server());
    if (connection.isAccepted()) {
      if (connection.ending() == Ending.RESET && connection.bytesIn() == 0) {
        seen.reset(Endpoint.address(connection.client()), port, connection.last());
      }
    } else if (connection.isAnswered() && connection.ending() == Ending.RESET) {
      String client = connection.client();
      String who = client.substring(0, client.lastIndexOf('.')) + " -> :" + port;
      Integer times = halfOpen.get(who);
      if (times != null || halfOpen.size() < HALF_OPENERS) {
        halfOpen.put(who, times == null ? 1 : times + 1);
      }
    }
  }

  /** Every peer, those with the most resets first. */
  public List<PeerState> reports() {
    return seen.peers();
  }

  /** What is to be said of them. */
  public List<String> advice() {
    return seen.news();
  }

  /**
   * Who resets before the handshake is over, and how often: no service ever hears of that. As
   * {@code 10.0.8.3 -> :443}, those with several only.
   */
  public Map<String, Integer> halfHandshakes() {
    Map<String, Integer> several = new LinkedHashMap<String, Integer>();
    for (Map.Entry<String, Integer> one : halfOpen.entrySet()) {
      if (one.getValue() > 1) {
        several.put(one.getKey(), one.getValue());
      }
    }
    return several;
  }

  /** TCP segments that were read. */
  public long segments() {
    return segments;
  }

  /** What there is to know about the reading itself, a line each; empty where all went well. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<String>();
    if (unreadable > 0) {
      String first = firstUnreadable;
      remarks.add(
          count(unreadable, "line")
              + " could not be read; the first is line "
              + firstUnreadableNumber
              + ": "
              + Problem.quote(first.length() > 120 ? first.substring(0, 120) + "..." : first));
      remarks.add("what 'tcpdump -nn' prints is accepted: whole lines, with a time, without names");
    }
    if (others > 0) {
      remarks.add(count(others, "line") + " of other protocols skipped");
    }
    if (midway > 0) {
      remarks.add(
          count(midway, "segment") + " skipped of connections whose beginning was not seen");
    }
    if (dropped > 0) {
      remarks.add(
          count(dropped, "connection")
              + " not followed to the end: more than "
              + limit
              + " at a time");
    }
    if (seen.dropped() > 0) {
      remarks.add("peers lost their place in the full table " + seen.dropped() + " times");
    }
    return remarks;
  }

  /** {@code 8 segments of 2 connections}. */
  public String size() {
    return count(segments, "segment") + " of " + count(begun, "connection");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
