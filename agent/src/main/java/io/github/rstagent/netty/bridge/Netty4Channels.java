// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.NettyChannels;
import io.github.rstagent.netty.Observation;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import java.net.SocketAddress;

/**
 * Answers the agent's questions about channels of Netty 4 and 5, by methods that every release from
 * 4.0.0.Final on has.
 */
public final class Netty4Channels implements NettyChannels {
  @Override
  public Object channel(Object subject) {
    return ((ChannelPipeline) subject).channel();
  }

  @Override
  public boolean isAccepted(Object channel) {
    return ((Channel) channel).parent() instanceof ServerChannel;
  }

  @Override
  public SocketAddress remoteAddress(Object channel) {
    return ((Channel) channel).remoteAddress();
  }

  @Override
  public SocketAddress localAddress(Object channel) {
    return ((Channel) channel).localAddress();
  }

  @Override
  public boolean outlivesReset(Object channel) {
    return Boolean.TRUE.equals(
        ((Channel) channel).config().getOption(ChannelOption.ALLOW_HALF_CLOSURE));
  }

  @Override
  @SuppressWarnings(
      "FutureReturnValueIgnored") // no caller waits: the application's handlers see it close
  public void close(Object channel) {
    ((Channel) channel).close();
  }

  @Override
  public void fireExceptionCaught(Object subject, Throwable cause) {
    ((ChannelPipeline) subject).fireExceptionCaught(cause);
  }

  @Override
  public boolean isRegistered(Object channel) {
    return ((Channel) channel).isRegistered();
  }

  @Override
  public void observe(Object subject, Observation connection) {
    ((ChannelPipeline) subject).addFirst(Netty4Observer.NAME, new Netty4Observer(connection));
  }

  @Override
  public Observation observation(Object channel) {
    ChannelPipeline pipeline = ((Channel) channel).pipeline();
    ChannelHandler first = pipeline.first();
    if (first instanceof Netty4Observer) {
      return ((Netty4Observer) first).connection();
    }
    ChannelHandler named = pipeline.get(Netty4Observer.NAME);
    if (!(named instanceof Netty4Observer)) {
      return null;
    }
    Observation connection = ((Netty4Observer) named).connection();
    connection.spoke();
    return connection;
  }

  @Override
  public boolean wasObserved(Object channel) {
    return Netty4Mark.isOn((Channel) channel);
  }
}
