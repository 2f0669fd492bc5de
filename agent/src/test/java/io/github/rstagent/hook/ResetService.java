// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A service with one connection, whose peer sends one byte and then a RST. Runs on the Netty of the
 * loader that it is defined in; returns what its handler saw, exceptions as they are.
 */
public final class ResetService implements Callable<List<Object>> {
  private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch read = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public List<Object> call() throws Exception {
    EventLoopGroup group = new NioEventLoopGroup(1);
    try {
      Channel server =
          new ServerBootstrap()
              .group(group)
              .channel(NioServerSocketChannel.class)
              .childHandler(new Handler())
              .bind(InetAddress.getLoopbackAddress(), 0)
              .sync()
              .channel();
      InetSocketAddress address = (InetSocketAddress) server.localAddress();
      try (Socket peer = new Socket(address.getAddress(), address.getPort())) {
        peer.setSoLinger(true, 0); // close with a RST
        peer.getOutputStream().write('x');
        await(read);
      }
      await(closed);
    } finally {
      group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
    }
    return seen;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("waited for in vain");
    }
  }

  private final class Handler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      seen.add("read");
      ReferenceCountUtil.release(message);
      read.countDown();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      seen.add(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      seen.add("inactive");
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
      seen.add("unregistered, open " + context.channel().isOpen());
      closed.countDown();
    }
  }
}
