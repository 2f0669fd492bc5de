// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;

/** Tells the test which handlers a channel has when something happens to it. */
final class PipelineReport extends ChannelInboundHandlerAdapter {
  private final ControlLine control;

  PipelineReport(ControlLine control) {
    this.control = control;
  }

  @Override
  public void channelRegistered(ChannelHandlerContext context) {
    say("registered", context);
    context.fireChannelRegistered();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    say("active", context);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    say("read", context);
    context.fireChannelRead(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    say("exception", context);
    context.fireExceptionCaught(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    say("inactive", context);
    context.fireChannelInactive();
  }

  private void say(String event, ChannelHandlerContext context) {
    InetSocketAddress peer = (InetSocketAddress) context.channel().remoteAddress();
    control.say(
        "pipeline "
            + peer.getAddress().getHostAddress()
            + ' '
            + event
            + ' '
            + String.join(",", context.pipeline().names()));
  }
}
