// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.github.rstagent.stranger.Deed;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.slf4j.MDC;

/**
 * Does in front of all other handlers, as an ordinary handler, what the contract wants of the
 * agent: so an application would have to write it.
 *
 * <p>Sharable because it is taken out and put in again; it serves one connection.
 */
@ChannelHandler.Sharable
class ContractHandler extends ChannelInboundHandlerAdapter {
  private final Player player;

  ContractHandler(Player player) {
    this.player = player;
  }

  /** The tag on an event that comes now, or {@code null}. */
  Deed.Tag tagOfEvent() {
    return player.tagOfNext();
  }

  @Override
  public void channelRegistered(ChannelHandlerContext context) {
    tagged(tagOfEvent(), context::fireChannelRegistered);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    player.isActive();
    tagged(tagOfEvent(), context::fireChannelActive);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    tagged(tagOfEvent(), () -> context.fireChannelRead(message));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    tagged(tagOfEvent(), context::fireChannelReadComplete);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    tagged(tagOfEvent(), () -> context.fireUserEventTriggered(event));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // handlers see it close
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Deed deed = player.judge(cause);
    if (deed instanceof Deed.Tag tag) {
      note(cause, tag);
      tagged(tag, () -> context.fireExceptionCaught(cause));
    } else if (deed instanceof Deed.Pass) {
      tagged(tagOfEvent(), () -> context.fireExceptionCaught(cause));
    } else if (player.connection().halfClosure()) {
      context.channel().close(); // Netty does not
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    tagged(tagOfEvent(), context::fireChannelInactive);
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext context) {
    tagged(tagOfEvent(), context::fireChannelUnregistered);
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

  /** A close is looked at, too, and what has the channel read. */
  static final class Close extends ChannelOutboundHandlerAdapter {
    private final Player player;

    Close(Player player) {
      this.player = player;
    }

    @Override
    public void read(ChannelHandlerContext context) {
      player.tagOfNext();
      context.read();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is the promise
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
      player.tagOfNext();
      context.close(promise);
    }
  }

  /** The same on another executor, where a failed read has been judged already. */
  static final class Crossing extends ContractHandler {
    private final Player player;

    Crossing(Player player) {
      super(player);
      this.player = player;
    }

    @Override
    Deed.Tag tagOfEvent() {
      return player.tagOfNow();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      tagged(tagOfEvent(), () -> context.fireExceptionCaught(cause));
    }
  }
}
