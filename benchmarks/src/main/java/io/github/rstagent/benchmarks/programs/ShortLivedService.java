// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks.programs;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Starts, answers one byte and exits. */
public final class ShortLivedService {
  private ShortLivedService() {}

  public static void main(String[] none) throws Exception {
    EventLoopGroup boss = new NioEventLoopGroup(1);
    EventLoopGroup worker = new NioEventLoopGroup(1);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(boss, worker)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Echo());
                  }
                });
    Channel server = bootstrap.bind("127.0.0.1", 0).sync().channel();
    talkTo(server);
    var unused = boss.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    worker.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private static void talkTo(Channel server) throws Exception {
    InetSocketAddress address = (InetSocketAddress) server.localAddress();
    try (Socket client = new Socket(address.getAddress(), address.getPort())) {
      client.getOutputStream().write(1);
      if (client.getInputStream().read() != 1) {
        throw new AssertionError("no echo");
      }
    }
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var unused = context.writeAndFlush(message);
    }
  }
}
