// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.github.rstagent.stranger.Deed;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.MDC;

/**
 * Does in front of all other handlers, as an ordinary handler, what the contract wants of the
 * agent: so an application would have to write it.
 *
 * <p>Sharable because it is taken out and put in again; it serves one connection.
 */
@ChannelHandler.Sharable
final class ContractHandler extends ChannelInboundHandlerAdapter {
  private final Player player;

  ContractHandler(Player player) {
    this.player = player;
  }

  @Override
  public void channelRegistered(ChannelHandlerContext context) {
    tagged(player.tagOfNow(), context::fireChannelRegistered);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    player.isActive();
    tagged(player.tagOfNow(), context::fireChannelActive);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    tagged(player.tagOfNow(), () -> context.fireChannelRead(message));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    tagged(player.tagOfNow(), context::fireChannelReadComplete);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    tagged(player.tagOfNow(), () -> context.fireUserEventTriggered(event));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // handlers see it close
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Deed deed = player.judge(cause);
    if (deed instanceof Deed.Tag tag) {
      note(cause, tag);
      tagged(tag, () -> context.fireExceptionCaught(cause));
    } else if (deed instanceof Deed.Pass) {
      tagged(player.tagOfNow(), () -> context.fireExceptionCaught(cause));
    } else if (player.connection().halfClosure()) {
      context.channel().close(); // Netty does not
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    tagged(player.tagOfNow(), context::fireChannelInactive);
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext context) {
    tagged(player.tagOfNow(), context::fireChannelUnregistered);
  }

  private static void note(Throwable cause, Deed.Tag tag) {
    if (tag.note() != null) {
      Throwable note = new Throwable(tag.note());
      note.setStackTrace(new StackTraceElement[0]);
      cause.addSuppressed(note);
    }
  }

  /** Never inside each other with different tags: one connection has one. */
  private static void tagged(Deed.Tag tag, Runnable event) {
    if (tag == null || MDC.get("rst.vip") != null) {
      event.run();
      return;
    }
    MDC.put("rst.vip", tag.vip());
    MDC.put("rst.peer", tag.peer());
    MDC.put("rst.action", "tag");
    try {
      event.run();
    } finally {
      MDC.remove("rst.vip");
      MDC.remove("rst.peer");
      MDC.remove("rst.action");
    }
  }
}
