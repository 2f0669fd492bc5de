// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalServerChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Supplier;

/**
 * A channel with a parent and addresses of choice. As a supplier it gives its pipeline, to those
 * who have it from another class loader.
 */
public class AcceptedChannel extends EmbeddedChannel implements Supplier<Object> {
  private final SocketAddress remote;
  private final SocketAddress local;

  /** From 10.0.8.3:5745 to 10.0.0.1:443. */
  public AcceptedChannel() {
    this(new InetSocketAddress("10.0.8.3", 5745));
  }

  public AcceptedChannel(SocketAddress remote, ChannelHandler... handlers) {
    this(remote, new InetSocketAddress("10.0.0.1", 443), new LocalServerChannel(), handlers);
  }

  public AcceptedChannel(
      SocketAddress remote, SocketAddress local, Channel parent, ChannelHandler... handlers) {
    super(parent, DefaultChannelId.newInstance(), true, false, handlers);
    this.remote = remote;
    this.local = local;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return remote;
  }

  @Override
  protected SocketAddress localAddress0() {
    return local;
  }

  @Override
  public Object get() {
    return pipeline();
  }
}
