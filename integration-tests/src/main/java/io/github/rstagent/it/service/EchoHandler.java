// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;

/** Tells the test what a channel's handler sees, and replies. */
final class EchoHandler extends ChannelInboundHandlerAdapter {
  private final String id;
  private final EchoService service;

  EchoHandler(String id, EchoService service) {
    this.id = id;
    this.service = service;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (service.ownMdc()) {
      Mdc.put("rst.vip", "the service's own");
    }
    say("active", address(context.channel()));
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf request = (ByteBuf) message;
    say("read", String.valueOf(request.readableBytes()));
    ByteBuf reply;
    try {
      reply = service.reply().to(request);
    } finally {
      request.release();
    }
    if (reply != null) {
      context
          .writeAndFlush(reply)
          .addListener(
              (ChannelFutureListener)
                  write -> {
                    if (!write.isSuccess()) {
                      say("unwritten", String.valueOf(write.cause()));
                    }
                  });
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    say("event", event.getClass().getSimpleName());
    context.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    say(
        "exception",
        identity(context.channel(), cause)
            + " "
            + (context.channel().eventLoop().inEventLoop() ? "on-loop" : "off-loop")
            + " "
            + cause);
    service.exceptions().report(context, cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (service.ownMdc()) {
      Mdc.log("closed");
    }
    say("inactive", address(context.channel()));
    context.fireChannelInactive();
  }

  private void say(String event, String what) {
    service.control().say(event + " " + id + " " + what);
  }

  private static String identity(Channel channel, Throwable cause) {
    if (!(channel instanceof RecordingChannel)) {
      return "unrecorded";
    }
    return ((RecordingChannel) channel).thrown() == cause ? "same" : "other";
  }

  private static String address(Channel channel) {
    InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
    return remote == null ? "?" : remote.getAddress().getHostAddress() + " " + remote.getPort();
  }
}
