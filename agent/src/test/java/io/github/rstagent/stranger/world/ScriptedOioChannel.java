// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.FileRegion;
import io.netty.channel.oio.AbstractOioByteChannel;
import java.net.SocketAddress;

/** Reads through {@code AbstractOioByteChannel.doRead}. */
@SuppressWarnings("deprecation") // services have it still
final class ScriptedOioChannel extends AbstractOioByteChannel implements ScriptedChannel {
  private final Player player;
  private final ChannelConfig config;
  private boolean open = true;
  private boolean inputShutdown;

  ScriptedOioChannel(Player player) {
    super(player.parent());
    this.player = player;
    config = Configs.of(this, player);
  }

  @Override
  public void readOnce() {
    try {
      super.doBeginRead();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected int doReadBytes(ByteBuf buffer) throws Exception {
    return player.read(buffer);
  }

  @Override
  protected int available() {
    return 0;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return true;
  }

  @Override
  protected void doBeginRead() {}

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open;
  }

  @Override
  protected void doClose() {
    open = false;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return player.connection().remote();
  }

  @Override
  protected SocketAddress localAddress0() {
    return player.connection().local();
  }

  @Override
  protected boolean isInputShutdown() {
    return inputShutdown;
  }

  @Override
  protected ChannelFuture shutdownInput() {
    inputShutdown = true;
    return newSucceededFuture();
  }

  @Override
  protected void doConnect(SocketAddress remote, SocketAddress local) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void doBind(SocketAddress local) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doWriteBytes(ByteBuf buffer) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void doWriteFileRegion(FileRegion region) {
    throw new UnsupportedOperationException();
  }
}
