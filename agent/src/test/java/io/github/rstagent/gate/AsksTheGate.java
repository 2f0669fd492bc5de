// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * In place of the hook, in a server channel: before and after an accepted channel is registered.
 */
@ChannelHandler.Sharable
final class AsksTheGate extends ChannelInboundHandlerAdapter {
  private final ConnectionGate gate;

  AsksTheGate(ConnectionGate gate) {
    this.gate = gate;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    gate.test(((Channel) accepted).pipeline(), true);
    context.fireChannelRead(accepted);
    gate.test(((Channel) accepted).pipeline(), null);
  }
}
