// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.netty.NettyChannels;
import io.github.rstagent.netty.Observation;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Scope;
import io.github.rstagent.rules.StormGuard;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;

/**
 * Where Netty tells that a channel begins and that it is closed. Gives an observer to connections
 * of which a rule or the advisor asks whether their peer is silent, and to no other; keeps track of
 * the probe on whose behalf an event loop runs.
 *
 * <p>Whatever goes wrong in here, the connection is not watched, and so not taken for silent.
 */
public final class ConnectionGate implements BiPredicate<Object, Object> {
  private static final ProbeListener NONE =
      new ProbeListener() {
        @Override
        public void opened(NettyAccess netty) {}

        @Override
        public void closed() {}
      };

  private final Reporter reporter;
  private final Console console;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<ConnectionEnd, LongAdder> silentEnds = new EnumMap<>(ConnectionEnd.class);
  private volatile Allowlist allowlist = Allowlist.EMPTY;
  private volatile boolean enabled;
  private volatile ConnectionListener strangers; // null: they are not watched
  private volatile ProbeListener listener = NONE;
  private volatile StormGuard storms = new StormGuard();

  /**
   * A gate that watches no connection until a list is in force.
   *
   * @param reporter which says in the log of a watched connection's service what becomes of such
   */
  public ConnectionGate(Reporter reporter, Console console) {
    this.reporter = reporter;
    this.console = console;
    for (ConnectionEnd how : ConnectionEnd.values()) {
      silentEnds.put(how, new LongAdder());
    }
  }

  /**
   * The list that decides from now on, also on connections that are watched already.
   *
   * @param list {@code null}: nothing is done
   */
  public void enforce(Allowlist list) {
    allowlist = list == null ? Allowlist.EMPTY : list;
    enabled = list != null;
  }

  /**
   * Has connections watched that no rule lists but {@code @auto}.
   *
   * @param told which of them, and of those that ended without a byte of the peer's; {@code null}:
   *     none is watched
   */
  public void watchStrangers(ConnectionListener told) {
    strangers = told;
  }

  /**
   * Told of connections accepted from now on. Always the same one, set before the first rule that
   * wants it is in force.
   */
  public void listener(ProbeListener told) {
    listener = told;
  }

  /** Who knows of storms: a peer in one is shown whole. Set once, before the first Netty is met. */
  public void storms(StormGuard guard) {
    storms = guard;
  }

  /** How many connections of listed peers ended so, having been silent to the end. */
  public long silentEnds(ConnectionEnd how) {
    return silentEnds.get(how).sum();
  }

  Allowlist allowlist() {
    return allowlist;
  }

  ProbeListener listener() {
    return listener;
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  /** Says it. Never throws. */
  void failed(Throwable cause) {
    console.failed("a connection could not be watched, and is not taken for silent", cause);
  }

  /** Says it once. Told with every event of such a connection. */
  void crossesTooOften(int most) {
    if (console.isNews("crossesTooOften")) {
      console.say(
          "a connection's handlers change executors more than "
              + most
              + " times: what is logged for probes behind that is shown");
    }
  }

  void silentEnd(InetAddress peer, int localPort, Rule rule, ConnectionEnd how, long nanos) {
    ConnectionListener told = strangers;
    if (rule != null) {
      silentEnds.get(how).increment();
    }
    if (told != null && (rule == null || rule.isAuto())) {
      told.silentEnd(peer, localPort, how, nanos);
    }
  }

  /**
   * @param pipeline of the channel; in Netty 3 the channel
   * @param how true where it begins, false where it is closed, registered again, or has another
   *     event that is no read and no write, {@code null} when that is over; a number where a read
   *     has failed: so many bytes came before
   */
  @Override
  public boolean test(Object pipeline, Object how) {
    try {
      if (how == null) {
        exit(pipeline);
      } else if (how instanceof Integer) {
        readBefore(pipeline, (Integer) how);
      } else {
        enter(pipeline, (Boolean) how);
      }
    } catch (Throwable t) {
      ProbeScope.uncover();
      failed(t);
    }
    return false;
  }

  private void enter(Object pipeline, boolean begins) {
    Allowlist list = allowlist;
    ConnectionListener told = enabled ? strangers : null;
    boolean wanted = begins && (told != null || list.asksForConnections());
    if (!wanted && open.get() == 0) {
      return;
    }
    NettyAccess netty = NettyAccess.of(pipeline);
    NettyChannels channels = netty.channels();
    Object channel = channels.channel(pipeline);
    WatchedConnection probe =
        wanted ? begin(netty, pipeline, channel, list, told) : observed(channels, channel);
    if (probe != null || ProbeScope.isInside()) {
      ProbeScope.enter(pipeline, probe, probe != null && probe.isCovered());
    }
  }

  /** The observer has not seen these bytes. */
  private void readBefore(Object channel, int bytes) {
    if (bytes > 0 && open.get() > 0) {
      WatchedConnection probe = observed(NettyAccess.of(channel).channels(), channel);
      if (probe != null) {
        probe.spoke();
      }
    }
  }

  private static WatchedConnection observed(NettyChannels channels, Object channel) {
    Observation observation = channels.observation(channel);
    return observation instanceof WatchedConnection ? (WatchedConnection) observation : null;
  }

  private void exit(Object pipeline) {
    if (open.get() == 0 && !ProbeScope.isInside()) {
      return;
    }
    WatchedConnection probe = ProbeScope.exit(pipeline);
    if (probe != null && probe.isBeginning()) {
      NettyChannels channels = probe.netty().channels();
      if (!channels.isRegistered(channels.channel(pipeline))) {
        probe.ended(); // refused: no event will come
      }
    }
  }

  /** Returns {@code null} where neither a rule nor the advisor asks about this connection. */
  private WatchedConnection begin(
      NettyAccess netty, Object pipeline, Object channel, Allowlist list, ConnectionListener told) {
    NettyChannels channels = netty.channels();
    InetSocketAddress peer =
        channels.isAccepted(channel)
            ? ReadExceptionGate.internetAddress(channels.remoteAddress(channel))
            : null;
    if (peer == null || peer.getAddress() == null) {
      return null;
    }
    int localPort = ReadExceptionGate.portOf(channels.localAddress(channel));
    Rule rule = list.find(peer.getAddress(), localPort);
    boolean watched =
        rule == null
            ? told != null && told.wants(peer.getAddress(), localPort)
            : rule.only() == Only.SILENT || rule.scope() == Scope.CONNECTION;
    if (!watched || channels.wasObserved(channel)) { // an old Netty registers it again
      return null;
    }
    reporter.metBy(netty);
    WatchedConnection probe = new WatchedConnection(this, netty, peer, localPort, list, rule);
    Rule decides = probe.rule();
    if (decides != null && storms.isBeyond(decides, peer.getAddress(), System.nanoTime())) {
      probe.partOfStorm();
    }
    boolean observed = false;
    try {
      probe.begin();
      channels.observe(pipeline, probe);
      observed = true;
    } finally {
      if (!observed) {
        probe.spoke();
        probe.ended();
      }
    }
    return probe;
  }
}
