// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.FileRegion;
import io.netty.channel.nio.AbstractNioByteChannel;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;

/** Reads through {@code AbstractNioByteChannel.NioByteUnsafe}. */
final class ScriptedNioChannel extends AbstractNioByteChannel implements ScriptedChannel {
  private final Player player;
  private final ChannelConfig config;
  private boolean open = true;
  private boolean inputShutdown;

  ScriptedNioChannel(Player player) {
    super(player.parent(), new NoSocket());
    this.player = player;
    config = Configs.of(this, player);
  }

  @Override
  public void readOnce() {
    unsafe().read();
  }

  @Override
  protected int doReadBytes(ByteBuf buffer) throws Exception {
    return player.read(buffer);
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
  protected void doRegister() {}

  @Override
  protected void doDeregister() {}

  @Override
  protected void doBeginRead() {}

  @Override
  protected SelectionKey selectionKey() {
    return NoSocket.KEY;
  }

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
  protected boolean isInputShutdown0() {
    return inputShutdown;
  }

  @Override
  protected ChannelFuture shutdownInput() {
    inputShutdown = true;
    return newSucceededFuture();
  }

  @Override
  protected boolean doConnect(SocketAddress remote, SocketAddress local) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void doFinishConnect() {
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
  protected int doWriteBytes(ByteBuf buffer) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected long doWriteFileRegion(FileRegion region) {
    throw new UnsupportedOperationException();
  }
}
