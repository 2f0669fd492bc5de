// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.netty.bootstrap.ServerBootstrap;
import org.jboss.netty.channel.Channel;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.ChannelStateEvent;
import org.jboss.netty.channel.Channels;
import org.jboss.netty.channel.ExceptionEvent;
import org.jboss.netty.channel.MessageEvent;
import org.jboss.netty.channel.SimpleChannelUpstreamHandler;
import org.jboss.netty.channel.socket.nio.NioServerSocketChannelFactory;

/**
 * What {@link ResetService} is, for Netty 3. Its peer's byte and RST are both there before the
 * worker reads, and so in one read: the exception comes before the byte.
 */
public final class Netty3ResetService implements Callable<List<Object>> {
  private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch connected = new CountDownLatch(1);
  private final CountDownLatch reset = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public List<Object> call() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    ServerBootstrap bootstrap =
        new ServerBootstrap(new NioServerSocketChannelFactory(threads, threads, 1));
    bootstrap.setPipelineFactory(() -> Channels.pipeline(new Handler()));
    Channel server = bootstrap.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try {
      InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
      try (Socket peer = new Socket(address.getAddress(), address.getPort())) {
        peer.setSoLinger(true, 0); // close with a RST
        await(connected);
        peer.getOutputStream().write('x');
      }
      reset.countDown();
      await(closed);
    } finally {
      server.close().awaitUninterruptibly();
      bootstrap.releaseExternalResources();
    }
    return seen;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("waited for in vain");
    }
  }

  private final class Handler extends SimpleChannelUpstreamHandler {
    @Override
    public void channelOpen(ChannelHandlerContext context, ChannelStateEvent event) {
      seen.add("open");
    }

    @Override
    public void channelConnected(ChannelHandlerContext context, ChannelStateEvent event)
        throws Exception {
      connected.countDown();
      await(reset);
    }

    @Override
    public void messageReceived(ChannelHandlerContext context, MessageEvent event) {
      seen.add("read");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, ExceptionEvent event) {
      seen.add(event.getCause());
    }

    @Override
    public void channelClosed(ChannelHandlerContext context, ChannelStateEvent event) {
      seen.add("closed");
      closed.countDown();
    }
  }
}
