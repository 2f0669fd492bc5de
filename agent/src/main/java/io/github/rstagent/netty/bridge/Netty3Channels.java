// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.NettyChannels;
import io.github.rstagent.netty.Observation;
import java.net.SocketAddress;
import org.jboss.netty.channel.Channel;
import org.jboss.netty.channel.Channels;
import org.jboss.netty.channel.ServerChannel;

/** Answers the agent's questions about channels of Netty 3. */
public final class Netty3Channels implements NettyChannels {
  @Override
  public Object channel(Object subject) {
    return subject;
  }

  @Override
  public boolean isAccepted(Object channel) {
    return ((Channel) channel).getParent() instanceof ServerChannel;
  }

  @Override
  public SocketAddress remoteAddress(Object channel) {
    return ((Channel) channel).getRemoteAddress();
  }

  @Override
  public SocketAddress localAddress(Object channel) {
    return ((Channel) channel).getLocalAddress();
  }

  /** Never: NioWorker.read and AbstractOioWorker.run close whatever the handlers do. */
  @Override
  public boolean outlivesReset(Object channel) {
    return false;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // no caller waits
  public void close(Object channel) {
    ((Channel) channel).close();
  }

  @Override
  public void fireExceptionCaught(Object subject, Throwable cause) {
    Channels.fireExceptionCaught((Channel) subject, cause);
  }

  @Override
  public boolean isRegistered(Object channel) {
    return true;
  }

  @Override
  public void observe(Object subject, Observation connection) {
    Netty3Observer.add((Channel) subject, connection);
  }

  @Override
  public Observation observation(Object channel) {
    return Netty3Observer.observation((Channel) channel);
  }

  @Override
  public boolean wasObserved(Object channel) {
    return Netty3Observer.hasLeft((Channel) channel);
  }
}
