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

/**
 * Starts, answers one byte and exits. Prints {@code NAME VALUE} lines: {@code bind-ms} is the time
 * from bind to ready; with the argument {@code stall}, {@code stall-ms} is the longest time for
 * which its event loop ran nothing else, from before the first connection to after the first reply;
 * with {@code load}, {@code load-ms} is the time for which it loads the one class that is hooked.
 */
public final class ShortLivedService {
  private ShortLivedService() {}

  public static void main(String[] arguments) throws Exception {
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
    long before = System.nanoTime();
    Channel server = bootstrap.bind("127.0.0.1", 0).sync().channel();
    print("bind-ms", System.nanoTime() - before);
    switch (arguments.length > 0 ? arguments[0] : "") {
      case "stall" -> {
        StallMeter meter = new StallMeter(worker.next());
        meter.start();
        talkTo(server);
        print("stall-ms", meter.stop());
      }
      case "load" -> {
        print("load-ms", worker.submit(ShortLivedService::loadTheHookedClass).get());
        talkTo(server);
      }
      default -> talkTo(server);
    }
    var unused = boss.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    worker.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  /** As the first accepted connection does, on the same thread. */
  private static long loadTheHookedClass() throws ClassNotFoundException {
    long before = System.nanoTime();
    Class<?> loaded = Class.forName("io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe");
    long after = System.nanoTime();
    if (loaded.getClassLoader() != Channel.class.getClassLoader()) {
      throw new AssertionError("not Netty's");
    }
    return after - before;
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

  private static void print(String name, long nanos) {
    System.out.println(name + " " + nanos / 1e6);
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var unused = context.writeAndFlush(message);
    }
  }
}
