// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.netty.bootstrap.ServerBootstrap;
import org.jboss.netty.channel.Channel;
import org.jboss.netty.channel.ChannelFactory;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.ChannelPipeline;
import org.jboss.netty.channel.ChannelStateEvent;
import org.jboss.netty.channel.Channels;
import org.jboss.netty.channel.ExceptionEvent;
import org.jboss.netty.channel.MessageEvent;
import org.jboss.netty.channel.SimpleChannelUpstreamHandler;
import org.jboss.netty.channel.group.ChannelGroup;
import org.jboss.netty.channel.group.DefaultChannelGroup;
import org.jboss.netty.channel.socket.nio.NioServerSocketChannelFactory;
import org.jboss.netty.channel.socket.oio.OioServerSocketChannelFactory;
import org.jboss.netty.handler.logging.LoggingHandler;
import org.jboss.netty.logging.InternalLogLevel;
import org.jboss.netty.logging.InternalLoggerFactory;
import org.jboss.netty.logging.Slf4JLoggerFactory;

/**
 * What {@link EchoService} is, for Netty 3: of its arguments {@code control}, {@code transport},
 * {@code reply=none} and {@code front=lifecycle}, of its events {@code port}, {@code ready}, {@code
 * active}, {@code read}, {@code exception} and {@code inactive}, of its commands {@code channels?}
 * and {@code quit}. With {@code hold=on} the worker waits in each connection's beginning for the
 * command {@code go}; with {@code throws=on} the handler throws at its end. There is one worker.
 */
public final class Netty3Service {
  private final ControlLine control;
  private final ChannelGroup open = new DefaultChannelGroup();
  private final Semaphore held = new Semaphore(0);
  private final boolean echo;
  private final boolean hold;
  private final boolean lifecycle;
  private final boolean throwing;

  private Netty3Service(ControlLine control, ServiceOptions options) {
    this.control = control;
    echo = !options.get("reply", "").equals("none");
    hold = options.isOn("hold", false);
    lifecycle = options.get("front", "").equals("lifecycle");
    throwing = options.isOn("throws", false);
  }

  public static void main(String[] arguments) throws IOException {
    System.out.println("service starts");
    InternalLoggerFactory.setDefaultFactory(new Slf4JLoggerFactory());
    ServiceOptions options = new ServiceOptions(arguments);
    ControlLine control = new ControlLine(Integer.parseInt(options.get("control", "")));
    new Netty3Service(control, options)
        .run(options.get("transport", "nio").toLowerCase(Locale.ROOT).equals("oio"));
    System.out.println("service ends");
  }

  private void run(boolean oio) throws IOException {
    ExecutorService threads = Executors.newCachedThreadPool();
    ChannelFactory factory =
        oio
            ? new OioServerSocketChannelFactory(threads, threads)
            : new NioServerSocketChannelFactory(threads, threads, 1);
    ServerBootstrap bootstrap = new ServerBootstrap(factory);
    bootstrap.setPipelineFactory(this::pipeline);
    Channel server = bootstrap.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    control.say("port " + ((InetSocketAddress) server.getLocalAddress()).getPort());
    control.say("ready");
    for (String command = control.nextCommand();
        command != null && !command.equals("quit");
        command = control.nextCommand()) {
      if (command.equals("channels?")) {
        control.say("channels " + open.size());
      } else if (command.equals("go")) {
        held.release();
        control.say("going");
      }
    }
    open.close().awaitUninterruptibly();
    server.close().awaitUninterruptibly();
    factory.releaseExternalResources();
    control.close();
  }

  private ChannelPipeline pipeline() {
    ChannelPipeline pipeline = Channels.pipeline(new Handler());
    if (lifecycle) {
      pipeline.addFirst("log", new LoggingHandler("service", InternalLogLevel.INFO, false));
    }
    return pipeline;
  }

  private final class Handler extends SimpleChannelUpstreamHandler {
    /** Not channelConnected: OIO of 3.4.0 never fires it for what it accepts. */
    @Override
    public void channelOpen(ChannelHandlerContext context, ChannelStateEvent event) {
      open.add(context.getChannel());
      say("active", context.getChannel(), address(context.getChannel()));
      if (hold) {
        held.acquireUninterruptibly();
      }
    }

    @Override
    public void messageReceived(ChannelHandlerContext context, MessageEvent event) {
      say("read", context.getChannel(), "");
      if (echo) {
        context.getChannel().write(event.getMessage());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, ExceptionEvent event)
        throws Exception {
      say("exception", context.getChannel(), "unrecorded on-loop " + event.getCause());
      super.exceptionCaught(context, event);
    }

    @Override
    public void channelClosed(ChannelHandlerContext context, ChannelStateEvent event) {
      say("inactive", context.getChannel(), address(context.getChannel()));
      if (throwing) {
        throw new IllegalStateException("thrown at the end");
      }
    }

    private void say(String event, Channel channel, String what) {
      control.say(event + " " + channel.getId() + " " + what);
    }
  }

  private static String address(Channel channel) {
    InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
    return remote.getAddress().getHostAddress() + " " + remote.getPort();
  }
}
