// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jboss.netty.channel.AbstractChannel;
import org.jboss.netty.channel.AbstractChannelSink;
import org.jboss.netty.channel.Channel;
import org.jboss.netty.channel.ChannelConfig;
import org.jboss.netty.channel.ChannelEvent;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.ChannelPipeline;
import org.jboss.netty.channel.Channels;
import org.jboss.netty.channel.DefaultChannelConfig;
import org.jboss.netty.channel.ExceptionEvent;
import org.jboss.netty.channel.ServerChannel;
import org.jboss.netty.channel.SimpleChannelUpstreamHandler;

/** A channel of Netty 3 without a socket: from 10.0.8.3:5745 to 10.0.0.1:443. */
public class Netty3Channel extends AbstractChannel {
  static final SocketAddress REMOTE = new InetSocketAddress("10.0.8.3", 5745);
  static final SocketAddress LOCAL = new InetSocketAddress("10.0.0.1", 443);

  final List<Throwable> caught = new ArrayList<>();

  public Netty3Channel(Channel parent) {
    super(
        parent,
        null,
        Channels.pipeline(),
        new AbstractChannelSink() {
          @Override
          public void eventSunk(ChannelPipeline pipeline, ChannelEvent event) {}
        });
    getPipeline()
        .addLast(
            "caught",
            new SimpleChannelUpstreamHandler() {
              @Override
              public void exceptionCaught(ChannelHandlerContext context, ExceptionEvent event) {
                caught.add(event.getCause());
              }
            });
  }

  public static final class Server extends Netty3Channel implements ServerChannel {
    public Server() {
      super(null);
    }
  }

  @Override
  public ChannelConfig getConfig() {
    return new DefaultChannelConfig();
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return LOCAL;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return REMOTE;
  }
}
