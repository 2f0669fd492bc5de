// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * An echo server under load, that says little and counts all. Peers are told apart by the third
 * number of their address: that number modulo {@link #KINDS} is their kind.
 *
 * <p>Arguments: {@code control=PORT} where the test listens, {@code backlog=N}. Commands: {@code
 * reload} has the agent read its list now; {@code figures} and {@code settled-figures}, the latter
 * after the garbage was collected. Figures are words {@code KEY=NUMBER}.
 */
public final class LoadService {
  /** Kinds of peers. */
  public static final int KINDS = 4;

  private static final int COLLECTIONS = 3;

  private final ControlLine control;
  private final AtomicLongArray exceptions = new AtomicLongArray(KINDS);
  private final AtomicLongArray notes = new AtomicLongArray(KINDS);
  private final AtomicLongArray oddities = new AtomicLongArray(KINDS);
  private final AtomicInteger open = new AtomicInteger();

  private LoadService(ControlLine control) {
    this.control = control;
  }

  public static void main(String[] arguments) throws Exception {
    ServiceOptions options = new ServiceOptions(arguments);
    ControlLine control = new ControlLine(Integer.parseInt(options.get("control", "")));
    new LoadService(control).run(Integer.parseInt(options.get("backlog", "")));
  }

  private void run(int backlog) throws Exception {
    EventLoopGroup boss = new NioEventLoopGroup(1);
    EventLoopGroup worker = new NioEventLoopGroup(2);
    Channel server =
        new ServerBootstrap()
            .group(boss, worker)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, backlog)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new LoadHandler(LoadService.this));
                  }
                })
            .bind("0.0.0.0", 0)
            .sync()
            .channel();
    control.say("port " + ((InetSocketAddress) server.localAddress()).getPort());
    control.say("ready");
    for (String command = control.nextCommand();
        command != null && !command.equals("quit");
        command = control.nextCommand()) {
      obey(command);
    }
    boss.shutdownGracefully().sync();
    worker.shutdownGracefully().sync();
    control.close();
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  /**
   * An exception has come to the handlers.
   *
   * @param noted whether it carries the agent's note on this very peer, and nothing else
   * @param odd whether it is neither that nor as Netty has thrown it
   */
  void exception(int kind, boolean noted, boolean odd) {
    exceptions.incrementAndGet(kind);
    if (noted) {
      notes.incrementAndGet(kind);
    }
    if (odd) {
      oddities.incrementAndGet(kind);
    }
  }

  private void obey(String command) throws JMException {
    switch (command) {
      case "reload":
        control.say(
            "reloaded "
                + ManagementFactory.getPlatformMBeanServer()
                    .invoke(agent(), "reload", new Object[0], new String[0]));
        break;
      case "settled-figures":
        for (int i = 0; i < COLLECTIONS; i++) {
          System.gc();
        }
        control.say("settled-figures " + figures());
        break;
      default:
        control.say("figures " + figures());
    }
  }

  private String figures() throws JMException {
    StringBuilder figures = new StringBuilder();
    for (int kind = 0; kind < KINDS; kind++) {
      figures.append(" exceptions").append(kind).append('=').append(exceptions.get(kind));
      figures.append(" notes").append(kind).append('=').append(notes.get(kind));
      figures.append(" oddities").append(kind).append('=').append(oddities.get(kind));
    }
    figures.append(" open=").append(open);
    figures
        .append(" heap=")
        .append(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    figures.append(" threads=").append(ManagementFactory.getThreadMXBean().getThreadCount());
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    if (beans.isRegistered(agent())) {
      for (String name : new String[] {"Resets", "Suppressed", "Tagged", "Observed", "Passed"}) {
        figures.append(' ').append(name).append('=').append(beans.getAttribute(agent(), name));
      }
    }
    return figures.substring(1);
  }

  private static ObjectName agent() throws JMException {
    return new ObjectName("io.github.rstagent:type=RstAgent");
  }
}
