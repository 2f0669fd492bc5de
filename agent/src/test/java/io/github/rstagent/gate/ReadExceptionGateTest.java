// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.config.Advise;
import io.github.rstagent.netty.Netty3Channel;
import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Console;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.report.ResetRecorder;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jboss.netty.buffer.ChannelBuffers;
import org.jboss.netty.channel.Channels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.impl.StaticLoggerBinder;

class ReadExceptionGateTest {
  private static final SocketAddress PEER = new InetSocketAddress("10.0.8.3", 5745);
  private static final SocketAddress LOCAL = new InetSocketAddress("10.0.0.1", 443);

  private final AgentLines stderr = new AgentLines();
  private final Counters counters = new Counters();
  private final Console console = stderr.console();
  private final Advisor advisor = new Advisor(PresetRanges.NONE);
  private final AgentThread thread = new AgentThread("rst-agent");
  private final Reporter reporter = new Reporter(counters, console);
  private final ReadExceptionGate gate = gate(Unrecorded.RESETS);

  private ReadExceptionGate gate(ResetRecorder recorder) {
    return new ReadExceptionGate(
        counters,
        new ResetListeners(advisor, reporter, recorder, new Chores(thread, console)),
        console);
  }

  @Test
  void suppressesAListedPeersReset() {
    gate.enforce(Lists.of("10.0.8.3"));
    AcceptedChannel channel = new AcceptedChannel(PEER);

    assertThat(gate.test(channel.pipeline(), reset())).isTrue();

    assertCounted(Map.of(Verdict.SUPPRESS, 1L));
    channel.checkException(); // nothing has come through the pipeline
    assertThat(channel.isOpen()).as("left to Netty, which closes it").isTrue();
    assertThat(stderr.lines()).isEmpty();
  }

  @Test
  void whatWasHiddenCanBeLookedAt() {
    gate.enforce(
        Lists.of(
            "10.0.8.3 lvs-a",
            "10.0.8.4 lvs-b mode=observe scope=connection max=1/min",
            "10.0.8.5 lvs-c mode=observe",
            "10.0.8.6 lvs-d max=1/min"));
    for (String peer : List.of("10.0.8.3", "10.0.8.4", "10.0.8.5", "10.0.8.6")) {
      for (int i = 0; i < 2; i++) {
        gate.test(new AcceptedChannel(new InetSocketAddress(peer, 5745)).pipeline(), reset());
      }
    }

    assertThat(counters.lastHidden().events())
        .extracting(event -> event.getRule() + " " + event.getMode() + " " + event.getText())
        .containsExactly(
            "lvs-a suppress Connection reset",
            "lvs-a suppress Connection reset",
            "lvs-b observe Connection reset",
            "lvs-d suppress Connection reset");
    assertCounted(Map.of(Verdict.SUPPRESS, 3L, Verdict.OBSERVE, 4L, Verdict.OVER_MAX, 1L));
    assertThat(stderr.lines()).as("of lvs-d alone").hasSize(1);
  }

  @Test
  void tellsTheAdvisorOfStrangersOnAcceptedChannelsOnly() {
    advisor.enforce(Advise.ON, Lists.of("10.0.8.3"));
    gate.enforce(
        Lists.of(
            "10.0.8.3",
            "10.0.8.4 - mode=observe",
            "10.0.8.5 - only=silent",
            "10.0.8.6 - mode=tag"));
    for (String listed : List.of("10.0.8.3", "10.0.8.4", "10.0.8.5", "10.0.8.6")) {
      gate.test(new AcceptedChannel(new InetSocketAddress(listed, 5745)).pipeline(), reset());
    }
    InetSocketAddress stranger = new InetSocketAddress("10.0.8.7", 5745);
    gate.test(new AcceptedChannel(stranger, LOCAL, null).pipeline(), reset());
    gate.test(new AcceptedChannel(stranger).pipeline(), new IOException("Broken pipe"));
    assertThat(advisor.peers()).isEmpty();

    gate.test(new AcceptedChannel(stranger).pipeline(), reset());

    assertThat(advisor.peers()).hasSize(1);
    assertThat(advisor.peers().get(0).getPeer()).isEqualTo("10.0.8.7");
    assertThat(advisor.peers().get(0).getLocalPort()).isEqualTo(443);
  }

  @Test
  void showsAStrangersReset() {
    gate.enforce(Lists.of("10.0.8.4"));

    assertThat(gate.test(new AcceptedChannel(PEER).pipeline(), reset())).isFalse();

    assertCounted(Map.of(Verdict.STRANGER, 1L));
  }

  @Test
  void hasNoRulesAtFirstAndThenTheLastList() {
    AcceptedChannel channel = new AcceptedChannel(PEER);
    assertThat(gate.test(channel.pipeline(), reset())).isFalse();
    gate.enforce(Lists.of("10.0.8.3"));
    assertThat(gate.test(channel.pipeline(), reset())).isTrue();
    gate.enforce(Lists.of("10.0.8.3 - mode=observe"));
    assertThat(gate.test(channel.pipeline(), reset())).isFalse();

    assertCounted(Map.of(Verdict.STRANGER, 1L, Verdict.SUPPRESS, 1L, Verdict.OBSERVE, 1L));
  }

  static Stream<Throwable> noResets() {
    return Stream.of(
        new IOException("Broken pipe"),
        new IOException(),
        new ClosedChannelException(),
        new SocketException("Connection reset") {
          private static final long serialVersionUID = 1L;
        },
        new IllegalStateException("Connection reset"),
        new OutOfMemoryError("Connection reset"));
  }

  @ParameterizedTest
  @MethodSource("noResets")
  void leavesEverythingElseOfAListedPeerAlone(Throwable cause) {
    gate.enforce(Lists.of("10.0.8.3"));

    assertThat(gate.test(new AcceptedChannel(PEER).pipeline(), cause)).isFalse();

    assertCounted(Map.of());
    assertThat(stderr.lines()).isEmpty();
  }

  static Stream<Channel> channelsThatNobodyAccepted() {
    return Stream.of(
        new AcceptedChannel(PEER, LOCAL, null), // the application's own connection
        new AcceptedChannel(PEER, LOCAL, new EmbeddedChannel()), // an HTTP/2 stream
        new LocalServerChannel(),
        new NioServerSocketChannel());
  }

  @ParameterizedTest
  @MethodSource("channelsThatNobodyAccepted")
  void leavesOtherChannelsAloneAndDoesNotCountThem(Channel channel) throws Exception {
    gate.enforce(Lists.of("0.0.0.0/0", "::/0"));

    assertThat(gate.test(channel.pipeline(), reset())).isFalse();

    assertCounted(Map.of());
    if (channel instanceof NioServerSocketChannel) {
      channel.unsafe().closeForcibly();
    }
  }

  static Stream<Arguments> addressesOfNobody() {
    return Stream.of(
        Arguments.of(null, true),
        Arguments.of(InetSocketAddress.createUnresolved("10.0.8.3", 5745), true),
        Arguments.of(UnixDomainSocketAddress.of("/run/service.sock"), false),
        Arguments.of(new LocalAddress("10.0.8.3"), false));
  }

  @ParameterizedTest
  @MethodSource("addressesOfNobody")
  void showsTheResetOfAnUnknownPeerAndSaysSoOnce(SocketAddress unknown, boolean said) {
    gate.enforce(Lists.of("0.0.0.0/0", "::/0"));
    AcceptedChannel channel = new AcceptedChannel(unknown);

    assertThat(gate.test(channel.pipeline(), reset())).isFalse();
    assertThat(gate.test(channel.pipeline(), reset())).isFalse();

    assertCounted(Map.of(Verdict.UNKNOWN_PEER, 2L));
    String remark =
        "[rst-agent] "
            + AcceptedChannel.class.getName()
            + " does not know the addresses of some peers: their resets are shown";
    assertThat(stderr.lines()).isEqualTo(said ? List.of(remark) : List.of());
  }

  @ParameterizedTest(name = "{0} for a connection to port {1}: {2}")
  @CsvSource({
    "10.0.8.3,              443, SUPPRESS",
    "10.0.8.3,                 , SUPPRESS",
    "10.0.8.3 - port=443,   443, SUPPRESS",
    "10.0.8.3 - port=443,    80, STRANGER",
    "10.0.8.3 - port=443,      , STRANGER"
  })
  void asksForTheLocalPort(String rule, Integer port, Verdict expected) {
    gate.enforce(Lists.of(rule));
    SocketAddress local = port == null ? null : new InetSocketAddress("10.0.0.1", port);
    AcceptedChannel channel = new AcceptedChannel(PEER, local, new LocalServerChannel());

    assertThat(gate.test(channel.pipeline(), reset())).isEqualTo(expected == Verdict.SUPPRESS);

    assertCounted(Map.of(expected, 1L));
  }

  @ParameterizedTest
  @CsvSource({"2001:db8:8::/48, 2001:db8:8::3", "10.0.8.0/24, ::ffff:10.0.8.3"})
  void knowsIpv6Peers(String rule, String peer) {
    gate.enforce(Lists.of(rule));

    assertThat(
            gate.test(
                new AcceptedChannel(new InetSocketAddress(Lists.address(peer), 5745)).pipeline(),
                reset()))
        .isTrue();
  }

  @Test
  void onlyCountsWhatIsToBeObserved() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a mode=observe"));

    assertThat(gate.test(new AcceptedChannel(PEER).pipeline(), reset())).isFalse();

    assertCounted(Map.of(Verdict.OBSERVE, 1L));
    assertThat(counters.passed()).isZero();
  }

  @Test
  void showsWhatMayNotBeSilent() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a only=silent", "10.0.8.4 lvs-b only=silent"));
    AcceptedChannel a = new AcceptedChannel(PEER);
    AcceptedChannel b = new AcceptedChannel(new InetSocketAddress("10.0.8.4", 5745));

    for (AcceptedChannel channel : new AcceptedChannel[] {a, b, a}) {
      assertThat(gate.test(channel.pipeline(), reset())).isFalse();
    }

    assertCounted(Map.of(Verdict.NOT_SILENT, 3L));
    assertThat(stderr.lines())
        .containsExactly(
            "[rst-agent] a connection was not watched from its beginning (accepted before the agent"
                + " or its rule came): only=silent does not apply to it, and its reset is shown");
  }

  @Test
  void suppressesTheResetOfASilentConnectionAndTellsItsObserver() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a only=silent"));
    Throwable reset = reset();
    RecordedObservation connection = new RecordedObservation(true);

    assertThat(gate.test(observed(connection).pipeline(), reset)).isTrue();

    assertCounted(Map.of(Verdict.SUPPRESS, 1L));
    assertThat(connection.told).containsExactly(reset);
  }

  @Test
  void needNotExplainThatAPeerHasSpoken() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a only=silent"));

    assertThat(gate.test(observed(new RecordedObservation(false)).pipeline(), reset())).isFalse();

    assertCounted(Map.of(Verdict.NOT_SILENT, 1L));
    assertThat(stderr.lines()).isEmpty();
  }

  @Test
  void needNotExplainThatAnObserverHasLeft() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a only=silent"));
    AcceptedChannel channel = observed(new RecordedObservation(false));
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[1]));

    assertThat(gate.test(channel.pipeline(), reset())).isFalse();

    assertCounted(Map.of(Verdict.NOT_SILENT, 1L));
    assertThat(stderr.lines()).isEmpty();
  }

  @Test
  void asksTheObserverOfANetty3() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a only=silent"));
    Netty3Channel silent = new Netty3Channel(new Netty3Channel.Server());
    NettyAccess.of(silent).channels().observe(silent, new RecordedObservation(true));
    Netty3Channel spoke = new Netty3Channel(new Netty3Channel.Server());
    NettyAccess.of(spoke).channels().observe(spoke, new RecordedObservation(false));
    Channels.fireMessageReceived(spoke, ChannelBuffers.wrappedBuffer(new byte[1]));

    assertThat(gate.test(silent, reset())).isTrue();
    assertThat(gate.test(spoke, reset())).isFalse();

    assertCounted(Map.of(Verdict.SUPPRESS, 1L, Verdict.NOT_SILENT, 1L));
    assertThat(stderr.lines()).isEmpty();
  }

  /** One accepted before the rule came, or of a Netty 3 whose classes are not as expected. */
  @Test
  void explainsThatAConnectionOfNetty3WasNotWatched() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a only=silent"));

    assertThat(gate.test(new Netty3Channel(new Netty3Channel.Server()), reset())).isFalse();

    assertCounted(Map.of(Verdict.NOT_SILENT, 1L));
    assertThat(stderr.lines()).singleElement().asString().contains("was not watched");
  }

  @Test
  void looksForObserversWhereThereMayBeSome() {
    gate.enforce(Lists.of("10.0.8.3"));
    RecordedObservation connection = new RecordedObservation(true);
    AcceptedChannel channel = observed(connection);
    Throwable reset = reset();

    gate.test(channel.pipeline(), new SocketException("Connection reset"));
    assertThat(connection.told).as("nobody asked for it").isEmpty();
    gate.enforce(Lists.of("10.0.8.3", "10.0.9.9 - only=silent"));
    gate.test(channel.pipeline(), reset);
    assertThat(connection.told).containsExactly(reset);
    gate.enforce(Lists.of("10.0.8.4"));
    gate.test(channel.pipeline(), reset);
    assertThat(connection.told).as("no stranger's concern").hasSize(1);
  }

  @Test
  void showsTheWholeOfAConnectionInAStorm() {
    gate.enforce(Lists.of("10.0.8.3 lvs-a only=silent max=1/min"));
    // Of three resets one at least is beyond the max, should a minute end just now.
    List<RecordedObservation> connections = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      connections.add(new RecordedObservation(true));
      boolean suppressed = gate.test(observed(connections.get(i)).pipeline(), reset());
      assertThat(connections.get(i).told.contains("spoke")).isEqualTo(!suppressed);
    }
    assertThat(counters.of(Verdict.OVER_MAX)).isPositive();
  }

  @Test
  void recordsWhatItHasJudged() {
    AcceptedChannel channel = new AcceptedChannel(PEER);
    Throwable reset = reset();
    List<Object> recorded = new ArrayList<>();
    ResetRecorder recorder =
        new ResetRecorder() {
          @Override
          public void reset(
              Verdict verdict,
              Rule rule,
              InetSocketAddress peer,
              int localPort,
              Object itsChannel,
              Throwable cause) {
            recorded.addAll(List.of(verdict, rule.name(), peer, localPort, itsChannel, cause));
          }

          @Override
          public void hidden(String kind, Rule rule, InetSocketAddress peer, String logger) {}
        };
    ReadExceptionGate recording = gate(recorder);
    recording.enforce(Lists.of("10.0.8.3 lvs-a mode=observe"));

    recording.test(channel.pipeline(), reset);

    assertThat(recorded).containsExactly(Verdict.OBSERVE, "lvs-a", PEER, 443, channel, reset);
  }

  @Test
  void startsTheAgentsThreadAndFindsTheServicesLoggerWithTheFirstReset() {
    gate.enforce(Lists.of("10.0.8.3"));
    AcceptedChannel channel = new AcceptedChannel(PEER);
    gate.test(channel.pipeline(), new IOException("Broken pipe"));
    assertThat(thread.getState()).isEqualTo(Thread.State.NEW);

    gate.test(channel.pipeline(), reset());

    assertThat(thread.getState()).isNotEqualTo(Thread.State.NEW);
    reporter.every(60_000, true);
    reporter.say("said by ReadExceptionGateTest", false);
    assertThat(stderr.lines()).as("where there is no logger").isEmpty();
    assertThat(StaticLoggerBinder.events())
        .anyMatch(event -> event.getMessage().equals("said by ReadExceptionGateTest"));
  }

  @Test
  void doesNothingWithoutAList() {
    gate.enforce(null);

    assertThat(gate.test(new AcceptedChannel(PEER).pipeline(), reset())).isFalse();

    assertCounted(Map.of());
  }

  @Test
  void showsAStormAndSaysSoOnce() {
    gate.enforce(Lists.of("10.0.8.0/24 lvs-a max=1/min"));
    AcceptedChannel channel = new AcceptedChannel(PEER);
    int suppressed = 0;
    // Two minutes hold two resets at most, should one end just now.
    for (int i = 0; i < 5; i++) {
      suppressed += gate.test(channel.pipeline(), reset()) ? 1 : 0;
    }

    assertThat(suppressed).isBetween(1, 2);
    assertCounted(Map.of(Verdict.SUPPRESS, (long) suppressed, Verdict.OVER_MAX, 5L - suppressed));
    assertThat(stderr.lines()).hasSize(suppressed);
    assertThat(stderr.lines().get(0))
        .startsWith("[rst-agent] 10.0.8.3 passed max=1/min of lvs-a (")
        .endsWith(".list:1): its resets are shown for the rest of this minute");
  }

  @Test
  void doesNotHoldAMaxAgainstWhatIsObserved() {
    gate.enforce(Lists.of("10.0.8.3 - mode=observe max=1/min"));
    for (int i = 0; i < 5; i++) {
      gate.test(new AcceptedChannel(PEER).pipeline(), reset());
    }

    assertCounted(Map.of(Verdict.OBSERVE, 5L));
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("on purpose"),
        new NoSuchMethodError("on purpose"),
        new StackOverflowError("on purpose"),
        new IOException("on purpose"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void showsAndCountsWhatItFailsOn(Throwable failure) {
    gate.enforce(Lists.of("0.0.0.0/0"));
    Channel channel =
        new AcceptedChannel(PEER) {
          @Override
          public SocketAddress remoteAddress() {
            throw sneaky(failure);
          }
        };

    assertThat(gate.test(channel.pipeline(), reset())).isFalse();
    assertThat(gate.test(channel.pipeline(), reset())).isFalse();

    assertCounted(Map.of(Verdict.FAILED, 2L));
    assertThat(stderr.lines())
        .containsExactly("[rst-agent] a reset could not be judged and is shown: " + failure);
  }

  @Test
  void showsAndCountsWhatItFailsToSuppress() {
    gate.enforce(Lists.of("10.0.8.3"));
    AtomicBoolean made = new AtomicBoolean();
    Channel channel =
        new AcceptedChannel(PEER) {
          @Override
          public ChannelConfig config() {
            if (made.get()) {
              throw new IllegalStateException("on purpose");
            }
            return super.config();
          }
        };
    made.set(true);

    assertThat(gate.test(channel.pipeline(), reset())).isFalse();

    assertCounted(Map.of(Verdict.FAILED, 1L));
  }

  @Test
  void doesNotCountWhatItCannotEvenTellToBeAccepted() {
    gate.enforce(Lists.of("0.0.0.0/0"));
    Channel channel =
        new AcceptedChannel(PEER) {
          @Override
          public Channel parent() {
            throw new IllegalStateException("on purpose");
          }
        };

    assertThat(gate.test(new Object(), reset())).isFalse();
    assertThat(gate.test(channel.pipeline(), reset())).isFalse();
    assertThat(gate.test(null, reset())).isFalse();

    assertCounted(Map.of());
    assertThat(stderr.lines())
        .as("one line for each kind of failure")
        .hasSize(2)
        .contains(
            "[rst-agent] a reset could not be judged and is shown:"
                + " java.lang.IllegalStateException: no bridge for java.lang.Object");
  }

  private static AcceptedChannel observed(RecordedObservation connection) {
    AcceptedChannel channel = new AcceptedChannel(PEER);
    NettyAccess.of(channel.pipeline()).channels().observe(channel.pipeline(), connection);
    return channel;
  }

  private static Throwable reset() {
    return new SocketException("Connection reset");
  }

  private void assertCounted(Map<Verdict, Long> expected) {
    Map<Verdict, Long> counted = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      if (counters.of(verdict) != 0) {
        counted.put(verdict, counters.of(verdict));
      }
    }
    assertThat(counted).isEqualTo(expected);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
    throw (T) failure;
  }
}
