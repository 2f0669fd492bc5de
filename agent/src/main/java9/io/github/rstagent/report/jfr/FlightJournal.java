// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report.jfr;

import io.github.rstagent.config.Setting;
import io.github.rstagent.report.Counters;
import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.net.InetSocketAddress;
import java.util.Locale;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/**
 * The agent's events in Flight Recorder: JDK 11 and later, and 8u262 and later.
 *
 * <p>Events are committed directly, by whichever thread they happen on; what is told from time to
 * time comes from a thread of Flight Recorder's.
 */
final class FlightJournal implements Journal, PeerSink {
  private static final int UNKNOWN = -1;

  private EventType resets;
  private EventType hidden;

  FlightJournal() {}

  @Override
  public boolean isInUse() {
    return FlightRecorder.isInitialized();
  }

  @Override
  public void open(RecordedState state) {
    FlightRecorder.register(PeerResetEvent.class);
    FlightRecorder.register(HiddenLogEvent.class);
    resets = EventType.getEventType(PeerResetEvent.class);
    hidden = EventType.getEventType(HiddenLogEvent.class);
    FlightRecorder.addPeriodicEvent(
        OptionEvent.class,
        new Runnable() {
          @Override
          public void run() {
            for (Setting setting : state.options()) {
              option(setting);
            }
          }
        });
    FlightRecorder.addPeriodicEvent(
        CountersEvent.class,
        new Runnable() {
          @Override
          public void run() {
            count(state.version(), state.counters());
          }
        });
    FlightRecorder.addPeriodicEvent(
        PeerEvent.class,
        new Runnable() {
          @Override
          public void run() {
            state.eachPeer(FlightJournal.this);
          }
        });
  }

  @Override
  public boolean wantsResets() {
    return resets.isEnabled();
  }

  @Override
  public boolean wantsHidden() {
    return hidden.isEnabled();
  }

  @Override
  public void reset(
      Verdict verdict,
      Rule rule,
      InetSocketAddress peer,
      int localPort,
      String channelType,
      String message) {
    PeerResetEvent event = new PeerResetEvent();
    event.peer = address(peer);
    event.peerPort = peer == null ? UNKNOWN : peer.getPort();
    event.localPort = localPort;
    event.rule = name(rule);
    event.action = verdict.isPass() ? "pass" : verdict.text();
    event.reason = verdict.isPass() ? verdict.text() : null;
    event.transport = transport(channelType);
    event.message = message;
    event.commit();
  }

  @Override
  public void hidden(String kind, Rule rule, InetSocketAddress peer, String logger) {
    HiddenLogEvent event = new HiddenLogEvent();
    event.kind = kind;
    event.rule = name(rule);
    event.peer = address(peer);
    event.logger = logger;
    event.commit();
  }

  @Override
  public void peer(
      String peer, int localPort, long resets, long periodNanos, int phases, String verdict) {
    PeerEvent event = new PeerEvent();
    event.peer = peer;
    event.localPort = localPort;
    event.resets = resets;
    event.period = periodNanos;
    event.phases = phases;
    event.verdict = verdict;
    event.commit();
  }

  private static void option(Setting setting) {
    OptionEvent event = new OptionEvent();
    event.key = setting.key();
    event.value = setting.value();
    event.where = setting.where();
    event.commit();
  }

  private static void count(String version, Counters counters) {
    CountersEvent event = new CountersEvent();
    event.version = version;
    event.suppressed = counters.of(Verdict.SUPPRESS);
    event.tagged = counters.of(Verdict.TAG);
    event.observed = counters.of(Verdict.OBSERVE);
    event.passed = counters.passed();
    event.resets = event.suppressed + event.tagged + event.observed + event.passed;
    event.commit();
  }

  private static String address(InetSocketAddress peer) {
    return peer == null || peer.getAddress() == null ? null : AddressText.of(peer.getAddress());
  }

  private static String name(Rule rule) {
    return rule == null ? null : rule.name();
  }

  /** {@code NioSocketChannel} is {@code nio}; a channel of somebody else's keeps its name. */
  private static String transport(String channelType) {
    int start = Math.max(channelType.lastIndexOf('.'), channelType.lastIndexOf('$')) + 1;
    int end = channelType.indexOf("SocketChannel", start);
    return end > start
        ? channelType.substring(start, end).toLowerCase(Locale.ROOT)
        : channelType.substring(start);
  }
}
