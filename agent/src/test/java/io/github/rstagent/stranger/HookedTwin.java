// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.boot.FreshLoader;
import io.github.rstagent.config.Advise;
import io.github.rstagent.gate.ConnectionEnd;
import io.github.rstagent.gate.ConnectionGate;
import io.github.rstagent.gate.ConnectionListener;
import io.github.rstagent.gate.ReadExceptionGate;
import io.github.rstagent.gate.ResetListeners;
import io.github.rstagent.gate.Unrecorded;
import io.github.rstagent.hook.HookListener;
import io.github.rstagent.hook.NettyTransformer;
import io.github.rstagent.hook.Rendezvous;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Verdict;
import io.github.rstagent.stranger.Contract.Outcome;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.agent.ByteBuddyAgent;

/** A Netty that the agent's own transformer has changed, and the agent's own gates behind it. */
final class HookedTwin {
  private static final List<String> CHANGED =
      List.of(
          "io.netty.channel.AbstractChannel",
          "io.netty.channel.AbstractChannel$AbstractUnsafe",
          "io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe",
          "io.netty.channel.oio.AbstractOioByteChannel");

  private final Instrumentation instrumentation;
  private final Console console;
  private final Advisor advisor = new Advisor(PresetRanges.PUBLISHED);
  private final Chores chores;
  private final Twin twin;

  private HookedTwin(Instrumentation instrumentation, Console console, Twin twin) {
    this.instrumentation = instrumentation;
    this.console = console;
    this.twin = twin;
    chores = new Chores(new AgentThread("rst-agent"), console);
    advisor.enforce(Advise.ON, Allowlist.EMPTY);
  }

  static HookedTwin make() throws Exception {
    Instrumentation instrumentation = ByteBuddyAgent.install();
    FreshLoader netty = Twins.loader();
    Heard heard = new Heard();
    NettyTransformer transformer = new NettyTransformer(heard);
    transformer.watchConnections(true, instrumentation);
    HookedTwin hooked = new HookedTwin(instrumentation, AgentLines.unread(), Twins.in(netty));
    Rendezvous.open(Rendezvous.READ_EXCEPTIONS, (a, b) -> false, instrumentation);
    Rendezvous.open(Rendezvous.CONNECTIONS, (a, b) -> false, instrumentation);
    instrumentation.addTransformer(transformer, true);
    try {
      for (String name : CHANGED) {
        Class.forName(name, true, netty);
      }
    } finally {
      instrumentation.removeTransformer(transformer);
    }
    assertThat(heard.hooked).as("hooked").containsExactlyInAnyOrder("nio", "oio");
    return hooked;
  }

  /**
   * Plays a scenario under the agent, with counters and storms of its own.
   *
   * @param counted where to put what the agent has counted
   */
  List<String> play(Scenario scenario, Map<Outcome, Long> counted) {
    Counters counters = new Counters();
    Allowlist list = scenario.allowlist();
    ReadExceptionGate reads =
        new ReadExceptionGate(
            counters,
            new ResetListeners(advisor, new Reporter(counters, console), Unrecorded.RESETS, chores),
            console);
    ConnectionGate connections = new ConnectionGate(new Reporter(counters, console), console);
    reads.enforce(list);
    connections.enforce(list);
    boolean all = scenario.everybodyWatched() || scenario.found() != null;
    connections.watchStrangers(all ? new Everybody() : null);
    try {
      Rendezvous.open(Rendezvous.READ_EXCEPTIONS, reads, instrumentation);
      Rendezvous.open(Rendezvous.CONNECTIONS, connections, instrumentation);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    List<String> seen = twin.play(scenario.connections(), null);
    counted.put(Outcome.SUPPRESSED, counters.of(Verdict.SUPPRESS));
    counted.put(Outcome.TAGGED, counters.of(Verdict.TAG));
    counted.put(Outcome.OBSERVED, counters.of(Verdict.OBSERVE));
    counted.put(Outcome.PASSED, counters.passed());
    return seen;
  }

  /** The next test class finds gates that let everything pass. */
  void letGo() throws Exception {
    Rendezvous.open(Rendezvous.READ_EXCEPTIONS, (a, b) -> false, instrumentation);
    Rendezvous.open(Rendezvous.CONNECTIONS, (a, b) -> false, instrumentation);
  }

  private static final class Everybody implements ConnectionListener {
    @Override
    public boolean wants(InetAddress peer, int localPort) {
      return true;
    }

    @Override
    public void silentEnd(InetAddress peer, int localPort, ConnectionEnd how, long nanos) {}
  }

  private static final class Heard implements HookListener {
    final List<String> hooked = new ArrayList<>();

    @Override
    public void open() {}

    @Override
    public void met(String netty, String nettyPackage) {}

    @Override
    public void hooked(String netty, String transport) {
      hooked.add(transport);
    }

    @Override
    public void missing(String netty, String transport) {
      throw new AssertionError(transport);
    }

    @Override
    public void leftAlone(String netty, String transport, String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void unwatched(String netty, String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void failed(String subject, Throwable cause) {
      throw new AssertionError(subject, cause);
    }
  }
}
