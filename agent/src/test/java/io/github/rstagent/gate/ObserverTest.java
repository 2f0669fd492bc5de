// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.netty.Observation;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.StormGuard;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Netty, real sockets, real RST; the gate is asked by a handler of the server's. */
class ObserverTest {
  private static final String NAME = "rst-agent-observer";

  private final ConnectionGate gate =
      new ConnectionGate(new Reporter(new Counters(), AgentLines.unread()), AgentLines.unread());
  private final StormGuard storms = new StormGuard();
  private final CountedProbes probes = new CountedProbes();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch active = new CountDownLatch(1);
  private final Semaphore read = new Semaphore(0);
  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void isFirstAndInScopeFromBeginningToEnd() throws Exception {
    run("127.0.0.1 - scope=connection", "", channel -> {});

    assertThat(seen)
        .containsExactly(
            "active first scope SILENT", "exception first scope SILENT",
            "inactive first scope SILENT", "unregistered first scope SILENT");
    assertThat(probes.opened).hasValue(1);
    assertThat(probes.open).as("closed as often as opened").hasValue(0);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isEqualTo(1);
  }

  @Test
  void leavesBeforeTheFirstByte() throws Exception {
    run("127.0.0.1 - scope=connection", "x", channel -> {});

    assertThat(seen)
        .containsExactly(
            "active first scope SILENT",
            "read gone",
            "exception gone",
            "inactive gone",
            "unregistered gone");
    assertThat(probes.open).hasValue(0);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isZero();
  }

  /** Half of one may be a client's: it is silent when it is whole. */
  @Test
  void waitsForTheRestOfAHeader() throws Exception {
    run("127.0.0.1 - scope=connection", "PROXY UNK|NOWN\r|\n", channel -> {});

    assertThat(seen)
        .containsExactly(
            "active first scope SILENT",
            "read first",
            "read first",
            "read first scope SILENT",
            "exception first scope SILENT",
            "inactive first scope SILENT",
            "unregistered first scope SILENT");
    assertThat(probes.open).hasValue(0);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isEqualTo(1);
  }

  @Test
  void aHeaderThatIsNeverWholeIsNotSilence() throws Exception {
    run("127.0.0.1 - scope=connection", "PROXY UNKNOWN", channel -> {});

    assertThat(seen)
        .containsExactly(
            "active first scope SILENT",
            "read first",
            "exception first",
            "inactive first",
            "unregistered first");
    assertThat(probes.open).as("closed as often as opened").hasValue(0);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROXY UNK|NOWNS\r\n", "PROXY UNKNOWN\r|\nx", "P|OST"})
  void leavesWhereTheRestIsOfNoHeader(String sent) throws Exception {
    run("127.0.0.1 - only=silent", sent, channel -> {});

    assertThat(seen)
        .containsExactly(
            "active first SILENT",
            "read first",
            "read gone",
            "exception gone",
            "inactive gone",
            "unregistered gone");
  }

  @Test
  void whatFollowsAHeaderIsSpeech() throws Exception {
    run("127.0.0.1 - only=silent", "PROXY UNKNOWN\r\n|PROXY UNKNOWN\r\n", channel -> {});

    assertThat(seen)
        .startsWith("active first SILENT", "read first SILENT", "read gone")
        .endsWith("unregistered gone");
  }

  /** As reactor-netty puts its SslHandler, which keeps half a ClientHello to itself. */
  @Test
  void goesToTheFrontOfWhatTheInitializerPutFirst() throws Exception {
    run(
        "127.0.0.1 - only=silent",
        "x",
        channel -> channel.pipeline().addFirst(new KeepsBytes(read)));

    assertThat(seen)
        .containsExactly(
            "active first SILENT", "exception gone", "inactive gone", "unregistered gone");
  }

  /** It is asked about a reset without any event that it could have noticed by. */
  @Test
  void doesNotKnowBehindAHandlerThatCameLater() throws Exception {
    run(
        "127.0.0.1 - only=silent",
        "x",
        whenActive(
            context -> {
              context.pipeline().addFirst(new KeepsBytes(read));
              context.fireChannelActive();
            }));

    assertThat(seen).isNotEmpty().noneMatch(line -> line.contains("SILENT"));
  }

  /** One that takes the first bytes and goes: a magic number, a knock. */
  @Test
  void doesNotKnowBehindAHandlerThatCameLaterAndHasGone() throws Exception {
    run(
        "127.0.0.1 - only=silent",
        "x",
        whenActive(
            context -> {
              context.fireChannelActive(); // which asks whether it is silent
              context.pipeline().addFirst(new KeepsOneAndGoes(read));
            }));

    assertThat(seen)
        .contains("exception first")
        .noneMatch(line -> line.startsWith("exception") && line.contains("SILENT"));
  }

  /** Its lines before the reset are to be seen, too. */
  @Test
  void aPeerThatIsBeyondMaxIsNotInScope() throws Exception {
    Allowlist list = Lists.of("127.0.0.1 - scope=connection max=1/min");
    Rule rule = list.rules().get(0);
    long soon = TimeUnit.SECONDS.toNanos(5);
    while (Math.floorMod(System.nanoTime() + soon, TimeUnit.MINUTES.toNanos(1)) < soon) {
      LockSupport.parkNanos(10_000_000); // this minute would be over before the test is
    }
    long minute = minute();
    storms.count(rule, InetAddress.getLoopbackAddress(), System.nanoTime());
    storms.count(rule, InetAddress.getLoopbackAddress(), System.nanoTime());
    gate.storms(storms);

    run(list, "", channel -> {});
    assumeTrue(minute == minute(), "this minute was over before the test was");

    assertThat(seen)
        .containsExactly(
            "active first SILENT", "exception first SILENT",
            "inactive first SILENT", "unregistered first SILENT");
    assertThat(probes.opened).hasValue(0);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isEqualTo(1);
  }

  private static long minute() {
    return Math.floorDiv(System.nanoTime(), TimeUnit.MINUTES.toNanos(1));
  }

  @Test
  void everybodyElsesPipelineIsTheirs() throws Exception {
    run("127.0.0.2 - only=silent scope=connection", "", channel -> {});

    assertThat(seen)
        .containsExactly("active gone", "exception gone", "inactive gone", "unregistered gone");
    assertThat(probes.opened).hasValue(0);
  }

  /** A handler of the service's that does so. */
  private static Setup whenActive(Consumer<ChannelHandlerContext> deed) {
    return channel ->
        channel
            .pipeline()
            .addLast(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void channelActive(ChannelHandlerContext context) {
                    deed.accept(context);
                  }
                });
  }

  private interface Setup {
    void of(Channel channel);
  }

  private void run(String rule, String sent, Setup setup) throws Exception {
    run(Lists.of(rule), sent, setup);
  }

  private void run(Allowlist list, String sent, Setup setup) throws Exception {
    gate.enforce(list);
    gate.listener(probes);
    EventLoopGroup group = new NioEventLoopGroup(1);
    try {
      Channel server =
          new ServerBootstrap()
              .group(group)
              .channel(NioServerSocketChannel.class)
              .handler(new AsksTheGate(gate))
              .childHandler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      setup.of(channel);
                      channel.pipeline().addLast(new Service());
                    }
                  })
              .bind(InetAddress.getLoopbackAddress(), 0)
              .sync()
              .channel();
      InetSocketAddress address = (InetSocketAddress) server.localAddress();
      try (Socket peer = new Socket(address.getAddress(), address.getPort())) {
        peer.setSoLinger(true, 0); // close with a RST
        await(active);
        if (!sent.isEmpty()) {
          for (String segment : sent.split("[|]", -1)) {
            peer.getOutputStream()
                .write(segment.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(read.tryAcquire(20, TimeUnit.SECONDS)).as("read").isTrue();
          }
        }
      }
      await(over);
    } finally {
      group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).as("waited for").isTrue();
  }

  private void say(String event, ChannelHandlerContext context) {
    boolean there = context.pipeline().get(NAME) != null;
    boolean first = there && context.pipeline().names().get(0).equals(NAME);
    Observation observation =
        NettyAccess.of(context.pipeline()).channels().observation(context.channel());
    boolean silent = observation != null && observation.isSilent();
    seen.add(
        event
            + (first ? " first" : there ? " behind" : " gone")
            + (ProbeScope.current() != null ? " scope" : "")
            + (silent ? " SILENT" : ""));
  }

  private static final class KeepsBytes extends ChannelInboundHandlerAdapter {
    private final Semaphore kept;

    KeepsBytes(Semaphore kept) {
      this.kept = kept;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((ByteBuf) message).release();
      kept.release();
    }
  }

  private static final class KeepsOneAndGoes extends ChannelInboundHandlerAdapter {
    private final Semaphore kept;

    KeepsOneAndGoes(Semaphore kept) {
      this.kept = kept;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((ByteBuf) message).release();
      context.pipeline().remove(this);
      kept.release();
    }
  }

  private final class Service extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      say("active", context);
      active.countDown();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((ByteBuf) message).release();
      say("read", context);
      read.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      say("exception", context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      say("inactive", context);
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
      say("unregistered", context);
      over.countDown();
    }
  }
}
