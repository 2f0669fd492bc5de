// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks.programs;

import com.sun.management.ThreadMXBean;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service for long measurements. It has no {@code exceptionCaught} of its own, so that Netty logs
 * what reaches the end of the pipeline; with the argument {@code ignore}, the first handler of each
 * pipeline ignores resets instead. Prints its port, and answers commands on stdin with a number:
 * {@code await N} until so many connections are closed, {@code allocated} bytes so far by event
 * loops, {@code heap} and {@code metaspace} bytes used after garbage collections.
 */
public final class EchoService {
  private final AtomicLong closed = new AtomicLong();
  private final Set<Long> eventLoops = ConcurrentHashMap.newKeySet();

  private EchoService() {}

  public static void main(String[] arguments) throws Exception {
    new EchoService().run(arguments.length > 0);
  }

  private void run(boolean ignoring) throws Exception {
    Channel server =
        new ServerBootstrap()
            .group(new NioEventLoopGroup(1), new NioEventLoopGroup(1))
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (ignoring) {
                      channel.pipeline().addLast(new IgnoreResets());
                    }
                    channel.pipeline().addLast(new Echo());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    System.out.println(((InetSocketAddress) server.localAddress()).getPort());
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(answer(line.split(" ", -1)));
    }
    System.exit(0);
  }

  private long answer(String[] command) throws InterruptedException {
    return switch (command[0]) {
      case "await" -> awaitClosed(Long.parseLong(command[1]));
      case "allocated" -> allocated();
      default -> throw new IllegalArgumentException(command[0]);
    };
  }

  private long awaitClosed(long wanted) throws InterruptedException {
    synchronized (closed) {
      while (closed.get() < wanted) {
        closed.wait();
      }
    }
    return closed.get();
  }

  private long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long id : eventLoops) {
      sum += threads.getThreadAllocatedBytes(id);
    }
    return sum;
  }

  private final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      eventLoops.add(Thread.currentThread().getId());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var unused = context.writeAndFlush(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      // The command line looks every 50 connections: to wake it more often would be measured.
      if (closed.incrementAndGet() % 50 == 0) {
        synchronized (closed) {
          closed.notifyAll();
        }
      }
    }
  }

  /** What an application can do instead of the agent. */
  private static final class IgnoreResets extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (!(cause instanceof IOException) || !"Connection reset".equals(cause.getMessage())) {
        context.fireExceptionCaught(cause);
      }
    }
  }
}
