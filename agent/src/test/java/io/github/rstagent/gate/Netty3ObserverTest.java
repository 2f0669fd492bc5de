// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.netty.Observation;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.netty.bootstrap.ServerBootstrap;
import org.jboss.netty.buffer.ChannelBuffers;
import org.jboss.netty.channel.Channel;
import org.jboss.netty.channel.ChannelFactory;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.ChannelPipeline;
import org.jboss.netty.channel.ChannelStateEvent;
import org.jboss.netty.channel.Channels;
import org.jboss.netty.channel.ChildChannelStateEvent;
import org.jboss.netty.channel.ExceptionEvent;
import org.jboss.netty.channel.MessageEvent;
import org.jboss.netty.channel.SimpleChannelHandler;
import org.jboss.netty.channel.SimpleChannelUpstreamHandler;
import org.jboss.netty.channel.socket.nio.NioServerSocketChannelFactory;
import org.jboss.netty.channel.socket.oio.OioServerSocketChannelFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link ObserverTest}, with Netty 3. */
class Netty3ObserverTest {
  private static final String NAME = "rst-agent-observer";

  private final ConnectionGate gate =
      new ConnectionGate(new Reporter(new Counters(), AgentLines.unread()), AgentLines.unread());
  private final CountedProbes probes = new CountedProbes();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch connected = new CountDownLatch(1);
  private final Semaphore read = new Semaphore(0);
  private final CountDownLatch over = new CountDownLatch(1);
  private Consumer<ChannelPipeline> whenConnected = pipeline -> {};
  private boolean closesWhenDisconnected;
  private boolean oio;
  private boolean fin;

  @ParameterizedTest(name = "oio: {0}")
  @ValueSource(booleans = {false, true})
  void isFirstAndInScopeFromBeginningToEnd(boolean blocking) throws Exception {
    oio = blocking;
    run("127.0.0.1 - scope=connection", "");

    assertThat(seen)
        .containsExactly(
            "open first scope SILENT",
            "connected first scope SILENT",
            "exception first scope SILENT",
            "disconnected first scope SILENT",
            "closed first scope SILENT");
    assertThat(probes.opened).hasValue(1);
    assertThat(probes.open).as("closed as often as opened").hasValue(0);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isEqualTo(1);
  }

  @ParameterizedTest(name = "oio: {0}")
  @ValueSource(booleans = {false, true})
  void leavesBeforeTheFirstByte(boolean blocking) throws Exception {
    oio = blocking;
    run("127.0.0.1 - scope=connection", "x");

    assertThat(seen)
        .containsExactly(
            "open first scope SILENT",
            "connected first scope SILENT",
            "read gone",
            "exception gone",
            "disconnected gone",
            "closed gone");
    assertThat(probes.open).hasValue(0);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isZero();
  }

  /** Half of one may be a client's: it is silent when it is whole. */
  @Test
  void waitsForTheRestOfAHeader() throws Exception {
    run("127.0.0.1 - scope=connection", "PROXY UNK|NOWN\r|\n");

    assertThat(seen)
        .containsExactly(
            "open first scope SILENT",
            "connected first scope SILENT",
            "read first",
            "read first",
            "read first scope SILENT",
            "exception first scope SILENT",
            "disconnected first scope SILENT",
            "closed first scope SILENT");
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isEqualTo(1);
  }

  @Test
  void whatFollowsAHeaderIsSpeech() throws Exception {
    run("127.0.0.1 - only=silent", "PROXY UNKNOWN\r\n|PROXY UNKNOWN\r\n");

    assertThat(seen)
        .containsSubsequence("read first SILENT", "read gone")
        .endsWith("disconnected gone", "closed gone");
  }

  @Test
  void doesNotKnowBehindAHandlerThatCameLater() throws Exception {
    whenConnected =
        pipeline ->
            pipeline.addFirst(
                "keeps bytes",
                new SimpleChannelUpstreamHandler() {
                  @Override
                  public void messageReceived(ChannelHandlerContext context, MessageEvent event) {
                    read.release();
                  }
                });
    run("127.0.0.1 - scope=connection", "x");

    assertThat(seen)
        .contains("connected first scope SILENT", "exception behind", "closed behind")
        .filteredOn(line -> line.contains("behind"))
        .noneMatch(line -> line.contains("SILENT") || line.contains("scope"));
    assertThat(probes.open).hasValue(0);
    assertThat(gate.silentEnds(ConnectionEnd.RESET)).isZero();
  }

  /** An observer that the application has taken out knows nothing any more. */
  @Test
  void mayBeTakenOut() throws Exception {
    List<Observation> left = new ArrayList<>();
    whenConnected =
        pipeline -> {
          pipeline.remove(NAME);
          Channel channel = pipeline.getChannel();
          left.add(NettyAccess.of(channel).channels().observation(channel));
        };
    run("127.0.0.1 - scope=connection", "");

    assertThat(seen)
        .containsExactly(
            "open first scope SILENT",
            "connected first scope SILENT",
            "exception gone",
            "disconnected gone",
            "closed gone");
    assertThat(left).as("what its channel keeps").containsExactly((Observation) null);
    assertThat(probes.open).hasValue(0);
  }

  /** Another thread adds and removes handlers as fast as it can. */
  @Test
  void pipelinesMayChangeWhileEventsAreUnderWay() throws Exception {
    Thread[] changer = new Thread[1];
    whenConnected =
        pipeline -> {
          changer[0] =
              new Thread(
                  () -> {
                    while (over.getCount() > 0) {
                      pipeline.addLast("one more", new SimpleChannelHandler());
                      pipeline.remove("one more");
                    }
                  });
          changer[0].start();
        };
    run("127.0.0.1 - scope=connection", "PROXY UNK|NOWN\r\n");
    changer[0].join(TimeUnit.SECONDS.toMillis(20));

    assertThat(changer[0].isAlive()).isFalse();
    assertThat(seen)
        .endsWith(
            "read first scope SILENT",
            "exception first scope SILENT",
            "disconnected first scope SILENT",
            "closed first scope SILENT");
    assertThat(probes.open).hasValue(0);
  }

  @Test
  void afterAHandlerHasThrownTheThreadIsNobodys() throws Exception {
    whenConnected =
        pipeline -> {
          throw new IllegalStateException("no");
        };
    run("127.0.0.1 - scope=connection", "");

    assertThat(seen)
        .containsExactly(
            "open first scope SILENT",
            "connected first scope SILENT",
            "exception first scope SILENT", // the handler's own comes to all handlers
            "exception first scope SILENT",
            "disconnected first scope SILENT",
            "closed first scope SILENT");
    assertThat(probes.open).hasValue(0);
    assertThat(gate.silentEnds(ConnectionEnd.RESET))
        .as("ended by the RST, not by what the handler threw")
        .isEqualTo(1);
  }

  /** Its events come from within the probe's, on the same thread. */
  @Test
  void whatAnotherChannelIsToldMeanwhileIsNotInScope() throws Exception {
    Channel other = new io.github.rstagent.netty.Netty3Channel(null);
    other
        .getPipeline()
        .addFirst(
            "other",
            new SimpleChannelUpstreamHandler() {
              @Override
              public void channelClosed(ChannelHandlerContext context, ChannelStateEvent event) {
                seen.add("other closed" + (ProbeScope.current() != null ? " scope" : ""));
              }
            });
    whenConnected =
        pipeline -> {
          gate.test(other, false); // as the changed Channels.fireChannelClosed does
          Channels.fireChannelClosed(other);
          gate.test(other, null);
          say("back", pipeline);
        };
    run("127.0.0.1 - scope=connection", "");

    assertThat(seen).containsSubsequence("other closed", "back first scope SILENT");
  }

  /** Netty has read them, and fires the exception first. */
  @Test
  void bytesThatCameBeforeTheExceptionAreSpeech() throws Exception {
    whenConnected =
        pipeline -> {
          gate.test(pipeline.getChannel(), 0);
          say("none came", pipeline);
          gate.test(pipeline.getChannel(), 1);
          say("one came", pipeline);
        };
    run("127.0.0.1 - scope=connection", "");

    assertThat(seen)
        .containsSubsequence("none came first scope SILENT", "one came first", "exception first")
        .doesNotContain("exception first scope SILENT");
    assertThat(probes.open).hasValue(0);
  }

  @Test
  void whatTheServiceWritesFirstFailsInScope() throws Exception {
    whenConnected =
        pipeline -> {
          Channel channel = pipeline.getChannel();
          channel.close();
          channel
              .write(ChannelBuffers.wrappedBuffer(new byte[1]))
              .addListener(written -> say("written " + written.isSuccess(), pipeline));
        };
    run("127.0.0.1 - scope=connection", "");

    assertThat(gate.silentEnds(ConnectionEnd.LOCAL)).as("closed by the service").isEqualTo(1);
    assertThat(seen)
        .startsWith(
            "open first scope SILENT",
            "connected first scope SILENT",
            "disconnected first scope SILENT",
            "closed first scope SILENT")
        .anyMatch(line -> line.startsWith("written false first"));
  }

  /** As Avro's server does. */
  @Test
  void closingWhatIsClosedIsNotTheServicesEnd() throws Exception {
    fin = true;
    closesWhenDisconnected = true;
    run("127.0.0.1 - scope=connection", "");

    assertThat(seen).endsWith("disconnected first scope SILENT", "closed first scope SILENT");
    assertThat(gate.silentEnds(ConnectionEnd.FIN)).isEqualTo(1);
  }

  @Test
  void everybodyElsesPipelineIsTheirs() throws Exception {
    run("127.0.0.2 - only=silent scope=connection", "");

    assertThat(seen)
        .containsExactly(
            "open gone", "connected gone", "exception gone", "disconnected gone", "closed gone");
    assertThat(probes.opened).hasValue(0);
  }

  private void run(String rule, String sent) throws Exception {
    gate.enforce(Lists.of(rule));
    gate.listener(probes);
    ExecutorService threads = Executors.newCachedThreadPool();
    ChannelFactory factory =
        oio
            ? new OioServerSocketChannelFactory(threads, threads)
            : new NioServerSocketChannelFactory(threads, threads, 1);
    ServerBootstrap bootstrap = new ServerBootstrap(factory);
    bootstrap.setParentHandler(new AsksTheGate());
    bootstrap.setPipelineFactory(() -> Channels.pipeline(new Service()));
    Channel server = bootstrap.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try {
      InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
      try (Socket peer = new Socket(address.getAddress(), address.getPort())) {
        peer.setSoLinger(!fin, 0); // else close with a RST
        await(connected);
        if (!sent.isEmpty()) {
          for (String segment : sent.split("[|]", -1)) {
            peer.getOutputStream().write(segment.getBytes(StandardCharsets.US_ASCII));
            assertThat(read.tryAcquire(20, TimeUnit.SECONDS)).as("read").isTrue();
          }
        }
      }
      await(over);
    } finally {
      server.close().awaitUninterruptibly();
      factory.releaseExternalResources();
      assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).as("threads end").isTrue();
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).as("waited for").isTrue();
  }

  private void say(String event, ChannelPipeline pipeline) {
    boolean there = pipeline.get(NAME) != null;
    Iterator<String> names = pipeline.getNames().iterator();
    boolean first = there && names.next().equals(NAME);
    Channel channel = pipeline.getChannel();
    Observation observation = NettyAccess.of(channel).channels().observation(channel);
    boolean silent = observation != null && observation.isSilent();
    seen.add(
        event
            + (first ? " first" : there ? " behind" : " gone")
            + (ProbeScope.current() != null ? " scope" : "")
            + (silent ? " SILENT" : ""));
  }

  /** In place of the hook: before the accepted channel fires that it is open. */
  private final class AsksTheGate extends SimpleChannelUpstreamHandler {
    @Override
    public void childChannelOpen(ChannelHandlerContext context, ChildChannelStateEvent event) {
      gate.test(event.getChildChannel(), true);
      gate.test(event.getChildChannel(), null);
    }
  }

  private final class Service extends SimpleChannelUpstreamHandler {
    @Override
    public void channelOpen(ChannelHandlerContext context, ChannelStateEvent event) {
      say("open", context.getPipeline());
    }

    @Override
    public void channelConnected(ChannelHandlerContext context, ChannelStateEvent event) {
      say("connected", context.getPipeline());
      try {
        whenConnected.accept(context.getPipeline());
      } finally {
        connected.countDown();
      }
    }

    @Override
    public void messageReceived(ChannelHandlerContext context, MessageEvent event) {
      say("read", context.getPipeline());
      read.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, ExceptionEvent event) {
      say("exception", context.getPipeline());
    }

    @Override
    public void channelDisconnected(ChannelHandlerContext context, ChannelStateEvent event) {
      say("disconnected", context.getPipeline());
      if (closesWhenDisconnected) {
        context.getChannel().close();
      }
    }

    @Override
    public void channelClosed(ChannelHandlerContext context, ChannelStateEvent event) {
      say("closed", context.getPipeline());
      over.countDown();
    }
  }
}
