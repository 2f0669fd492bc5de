// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a channel that a real server has accepted. */
class HalfClosureTest {
  private final EventLoopGroup group = new NioEventLoopGroup(1);
  private final Closes closes = new Closes();
  private final ReadExceptionGate gate =
      new ReadExceptionGate(
          new Counters(),
          (verdict, rule, silence, peer, port, netty, channel, cause) -> {},
          AgentLines.unread());

  @AfterEach
  void stop() throws InterruptedException {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }

  @ParameterizedTest(name = "ALLOW_HALF_CLOSURE={0}: closed {1} times")
  @CsvSource({"true, 1", "false, 0"})
  void closesOnceWhatNettyWouldLeaveOpen(boolean halfClosure, int times) throws Exception {
    gate.enforce(Lists.of("127.0.0.1"));
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, halfClosure)
            .childHandler(closes)
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    InetSocketAddress address = (InetSocketAddress) server.localAddress();
    try (Socket peer = new Socket(address.getAddress(), address.getPort())) {
      assertThat(peer.isConnected()).isTrue();
      Channel accepted = closes.accepted.get(20, TimeUnit.SECONDS);

      accepted
          .eventLoop()
          .submit(() -> gate.test(accepted.pipeline(), new SocketException("Connection reset")))
          .sync();
      accepted.eventLoop().submit(() -> {}).sync(); // what was put off to the loop is done

      assertThat(closes.asked).hasValue(times);
      assertThat(closes.inactive).hasValue(times);
      assertThat(accepted.isOpen()).isEqualTo(times == 0);
    }
  }

  private static final class Closes extends ChannelDuplexHandler {
    final CompletableFuture<Channel> accepted = new CompletableFuture<>();
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger inactive = new AtomicInteger();

    @Override
    public void channelActive(ChannelHandlerContext context) {
      accepted.complete(context.channel());
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
      asked.incrementAndGet();
      super.close(context, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      inactive.incrementAndGet();
    }
  }
}
