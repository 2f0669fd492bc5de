// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a recording says, in bounded memory however large it is: at most 2,048 peers at a time, of
 * which the lightest half is forgotten when there are more, and added up.
 */
final class Incident implements EventSink {
  private static final int PEERS = 2_048;
  private static final int KINDS = 64;
  private static final int OPTIONS = 256;

  private final Axis axis = new Axis();
  private final Axis.Series hidden = axis.newSeries();
  private final Axis.Series shown = axis.newSeries();
  private final Moments.Room room = new Moments.Room();
  private final Map<String, PeerHistory> peers = new HashMap<>();
  private final Map<String, RecordedAdvice> verdicts = new HashMap<>();
  private final Map<String, Long> shownBecause = new TreeMap<>();
  private final Map<String, Long> hiddenLogEvents = new TreeMap<>();
  private final Map<String, String[]> options = new LinkedHashMap<>();
  private CounterState counters; // null: none in the recording
  private long forgottenPeers;
  private long forgottenResets;

  @Override
  public void reset(
      long millis, String peer, int localPort, String rule, String action, String reason) {
    (action.equals("suppress") ? hidden : shown).count(millis);
    if (!action.equals("suppress")) {
      increment(shownBecause, action.equals("pass") && reason != null ? reason : action);
    }
    String key = key(peer, localPort);
    PeerHistory history = peers.get(key);
    if (history == null) {
      if (peers.size() == PEERS) {
        forgetLightest();
      }
      history = new PeerHistory(peer, localPort, axis, room);
      peers.put(key, history);
    }
    history.reset(millis, rule, action, reason);
  }

  private void forgetLightest() {
    List<PeerHistory> heaviestFirst = peers();
    for (PeerHistory light : heaviestFirst.subList(PEERS / 2, PEERS)) {
      peers.remove(key(light.peer(), light.localPort()));
      light.forget(axis);
      forgottenPeers++;
      forgottenResets += light.total();
    }
  }

  @Override
  public void hiddenLogEvent(String kind) {
    increment(hiddenLogEvents, kind);
  }

  private static void increment(Map<String, Long> counts, String name) {
    String counted = counts.containsKey(name) || counts.size() < KINDS ? name : "other";
    Long before = counts.get(counted);
    counts.put(counted, before == null ? 1 : before + 1);
  }

  @Override
  public void option(String key, String value, String where) {
    if (options.containsKey(key) || options.size() < OPTIONS) {
      options.put(key, new String[] {value, where});
    }
  }

  @Override
  public void counters(
      long millis,
      String version,
      long resets,
      long suppressed,
      long tagged,
      long observed,
      long passed) {
    if (counters == null || counters.millis() <= millis) {
      counters = new CounterState(millis, version, resets, suppressed, tagged, observed, passed);
    }
  }

  @Override
  public void verdict(long millis, String peer, int localPort, String verdict) {
    String key = key(peer, localPort);
    RecordedAdvice before = verdicts.get(key);
    if (before == null ? verdicts.size() < 2 * PEERS : before.millis() <= millis) {
      verdicts.put(key, new RecordedAdvice(millis, verdict));
    }
  }

  private static String key(String peer, int localPort) {
    return peer + ' ' + localPort;
  }

  /** Whether the recording has nothing of the agent's at all. */
  boolean isEmpty() {
    return axis.isEmpty() && counters == null && options.isEmpty();
  }

  Axis axis() {
    return axis;
  }

  Axis.Series hidden() {
    return hidden;
  }

  Axis.Series shown() {
    return shown;
  }

  /** How often for each reason: tag, observe, or why it was passed. */
  Map<String, Long> shownBecause() {
    return shownBecause;
  }

  /** Those who reset most come first. */
  List<PeerHistory> peers() {
    List<PeerHistory> all = new ArrayList<>(peers.values());
    all.sort(
        Comparator.comparingLong(PeerHistory::total)
            .reversed()
            .thenComparing(peer -> key(peer.peer(), peer.localPort())));
    return all;
  }

  /** What the agent said of a peer, or {@code null}. */
  RecordedAdvice verdict(PeerHistory peer) {
    return verdicts.get(key(peer.peer(), peer.localPort()));
  }

  Map<String, Long> hiddenLogEvents() {
    return hiddenLogEvents;
  }

  /** Value and place of each. */
  Map<String, String[]> options() {
    return options;
  }

  /** The last ones, or {@code null}. */
  CounterState counters() {
    return counters;
  }

  /** Peers that there was no room for; some may be among the others again. */
  long forgottenPeers() {
    return forgottenPeers;
  }

  long forgottenResets() {
    return forgottenResets;
  }
}
