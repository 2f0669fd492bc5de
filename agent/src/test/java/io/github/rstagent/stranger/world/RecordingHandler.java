// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger.world;

import io.github.rstagent.stranger.Connection;
import io.github.rstagent.stranger.Connection.GoesFirst;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Records what it sees, on which thread, and does what the plan says. */
final class RecordingHandler extends ChannelDuplexHandler {
  private final Player player;
  private final String name;
  private final Connection.Handler plan;
  private GoesFirst puts;
  private GoesFirst changes;

  RecordingHandler(Player player, String name, Connection.Handler plan) {
    this.player = player;
    this.name = name;
    this.plan = plan;
    puts = plan.goesFirst();
    changes = plan.changesAt();
  }

  @Override
  public void channelRegistered(ChannelHandlerContext context) {
    record(context, "registered");
    putFirst(context, GoesFirst.REGISTERED);
    context.fireChannelRegistered();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    record(context, "active");
    putFirst(context, GoesFirst.ACTIVE);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    record(context, "read " + ((ByteBuf) message).toString(StandardCharsets.ISO_8859_1));
    putFirst(context, GoesFirst.READ);
    if (plan.onRead() == Connection.OnRead.FORWARD) {
      context.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    if (plan.onRead() == Connection.OnRead.THROW) {
      throw new Thrown("at a read");
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    record(context, "read complete");
    context.fireChannelReadComplete();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    record(context, event.getClass().getSimpleName());
    context.fireUserEventTriggered(event);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // handlers see it close
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    record(context, "exception: " + player.nameOf(cause));
    switch (plan.onException()) {
      case FORWARD -> context.fireExceptionCaught(cause);
      case FORWARD_ANOTHER -> context.fireExceptionCaught(new Thrown("instead of another"));
      case RETHROW -> throw new Thrown("at an exception");
      case CLOSE -> context.close();
      case SWALLOW -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    record(context, "inactive");
    context.fireChannelInactive();
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext context) {
    record(context, "unregistered");
    context.fireChannelUnregistered();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    record(context, "close");
    context.close(promise);
  }

  private void record(ChannelHandlerContext context, String event) {
    boolean onLoop = plan.place() == Connection.Place.LOOP;
    boolean atHome = onLoop == context.channel().eventLoop().inEventLoop();
    player.record(
        name + (atHome && context.executor().inEventLoop() ? " " : " on a wrong thread ") + event);
  }

  private void putFirst(ChannelHandlerContext context, GoesFirst when) {
    if (changes == when) {
      changes = GoesFirst.NEVER;
      player.change(context.pipeline(), plan.change());
    }
    if (puts == when) {
      puts = GoesFirst.NEVER;
      context.pipeline().addFirst(new ChannelInboundHandlerAdapter());
      player.somebodyWentFirst();
    }
  }

  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Thrown(String when) {
      super(when, null, true, false);
    }
  }
}
