// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Allowlist;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a probe's event does to other connections is theirs. Real Netty, real sockets. */
class BesideAProbeTest {
  private static final String LISTED = "127.0.0.9";
  private static final String STRANGER = "127.0.0.8";
  private static final Logger LOGGER = Logger.getLogger("service");

  private final AgentLines lines = new AgentLines();
  private final Counters counters = new Counters();
  private final Reporter reporter = new Reporter(counters, lines.console());
  private final ConnectionGate gate = new ConnectionGate(reporter, lines.console());
  private final ReadExceptionGate resets =
      new ReadExceptionGate(
          counters,
          new ResetListeners(
              new Advisor(PresetRanges.NONE),
              reporter,
              Unrecorded.RESETS,
              new Chores(new AgentThread("rst-agent"), lines.console())),
          lines.console());
  private final LogEventGate events = new LogEventGate(counters, reporter, lines.console());
  private final EventLoopGroup loop = new NioEventLoopGroup(1);
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Channel> stranger = new CompletableFuture<>();
  private final CompletableFuture<Channel> probe = new CompletableFuture<>();
  private final CompletableFuture<Boolean> hidden = new CompletableFuture<>();

  @AfterEach
  void stop() throws InterruptedException {
    loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }

  /** A chat room that says who has come; a proxy whose upstream is shared. */
  @ParameterizedTest(name = "the stranger is {0}")
  @ValueSource(strings = {"closed", "reset"})
  void aStrangersFailedWriteIsShown(String how) throws Exception {
    InetSocketAddress server = serve(Lists.of(LISTED + " - scope=connection"), false);
    Socket client = connect(STRANGER, server);
    try {
      Channel channel = stranger.get(20, TimeUnit.SECONDS);
      if (how.equals("closed")) {
        channel.close().sync();
      } else {
        client.close(); // and the service does not read: it finds out with its next write
      }

      try (Socket check = connect(LISTED, server)) {
        assertThat(check.isConnected()).isTrue();
        assertThat(hidden.get(20, TimeUnit.SECONDS))
            .as("what the service logs of " + failures)
            .isFalse();
      }
    } finally {
      client.close();
    }
  }

  /** Where the agent closes, because Netty would not, the peer has ended the connection. */
  @Test
  void aResetEndsAConnectionWithHalfClosure() throws Exception {
    Allowlist list = Lists.of(LISTED + " - only=silent");
    resets.enforce(list);
    InetSocketAddress server = serve(list, true);
    try (Socket check = connect(LISTED, server)) {
      assertThat(check.isConnected()).isTrue();
      Channel channel = probe.get(20, TimeUnit.SECONDS);

      channel
          .eventLoop()
          .submit(() -> resets.test(channel.pipeline(), new SocketException("Connection reset")))
          .sync();
      channel.closeFuture().sync();
      channel.eventLoop().submit(() -> {}).sync(); // what was put off to the loop is done

      assertThat(gate.silentEnds(ConnectionEnd.LOCAL)).as("by the service").isZero();
      assertThat(gate.silentEnds(ConnectionEnd.RESET)).as("by the peer").isEqualTo(1);
    }
  }

  private static Socket connect(String host, InetSocketAddress server) throws Exception {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(host, 0));
    socket.connect(server);
    socket.setSoLinger(true, 0); // close with a RST
    return socket;
  }

  private InetSocketAddress serve(Allowlist list, boolean halfClosure) throws Exception {
    gate.enforce(list);
    Channel server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, halfClosure)
            .handler(new AsksTheGate(gate))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Service());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return (InetSocketAddress) server.localAddress();
  }

  /** Tells one client of the next. */
  private final class Service extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      InetSocketAddress peer = (InetSocketAddress) context.channel().remoteAddress();
      if (peer.getAddress().getHostAddress().equals(STRANGER)) {
        stranger.complete(context.channel());
        return;
      }
      probe.complete(context.channel());
      Channel other = stranger.getNow(null);
      if (other != null) {
        ChannelFuture write =
            other.writeAndFlush(Unpooled.copiedBuffer("news", StandardCharsets.US_ASCII));
        hidden.complete(isHidden(write.cause()));
      }
    }

    private boolean isHidden(Throwable failure) {
      failures.add(failure);
      LogRecord line = new LogRecord(Level.SEVERE, "lost a client");
      line.setLoggerName(LOGGER.getName());
      line.setThrown(failure);
      return events.test(line, LOGGER);
    }
  }
}
