// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.Observation;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/**
 * Stands before a handler that has another executor than the one before it, and passes each event
 * on as Netty does: to that executor, or at once where the thread is the right one. Only the event
 * runs on behalf of the connection there; whatever else the executor runs does not.
 */
final class Netty4Crossing extends ChannelInboundHandlerAdapter {
  /** Fires one event to the handler after this one. */
  private interface Event {
    void fire(ChannelHandlerContext from);
  }

  private final Observation connection;
  private final Netty4Crossings crossings;

  Netty4Crossing(Observation connection, Netty4Crossings crossings) {
    this.connection = connection;
    this.crossings = crossings;
  }

  @Override
  public void channelRegistered(ChannelHandlerContext context) {
    pass(context, ChannelHandlerContext::fireChannelRegistered);
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext context) {
    pass(context, ChannelHandlerContext::fireChannelUnregistered);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    pass(context, ChannelHandlerContext::fireChannelActive);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    pass(context, ChannelHandlerContext::fireChannelInactive);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    pass(context, from -> from.fireChannelRead(message));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    pass(context, ChannelHandlerContext::fireChannelReadComplete);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    pass(context, from -> from.fireUserEventTriggered(event));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    pass(context, ChannelHandlerContext::fireChannelWritabilityChanged);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    pass(context, from -> from.fireExceptionCaught(cause));
  }

  private void pass(ChannelHandlerContext context, Event event) {
    if (!crosses(context, event)) {
      try {
        event.fire(context);
      } catch (Throwable t) {
        throwInHandlerBefore(context, t);
      }
    }
  }

  /** Whether the next handler's executor has taken it. */
  private boolean crosses(ChannelHandlerContext context, Event event) {
    try {
      List<ChannelHandlerContext> contexts = Netty4Crossings.contexts(context.pipeline());
      int place = contexts.indexOf(context);
      if (place < 0) {
        return false; // the application has taken it out
      }
      ChannelHandlerContext next = null; // the tail
      for (int i = place + 1; i < contexts.size() && next == null; i++) {
        next = Netty4Crossings.isOfService(contexts.get(i)) ? contexts.get(i) : null;
      }
      EventExecutor executor = next == null ? context.channel().eventLoop() : next.executor();
      return !executor.inEventLoop()
          && Netty4Crossings.isOrdered(executor)
          && connection.isCovered()
          && isTaken(executor, context, next, event);
    } catch (Throwable t) {
      connection.failed(t);
      return false;
    }
  }

  private boolean isTaken(
      EventExecutor executor,
      ChannelHandlerContext context,
      ChannelHandlerContext next,
      Event event) {
    crossings.eventCrosses();
    try {
      executor.execute(() -> arrive(context, next, event));
      return true;
    } catch (Throwable t) {
      crossings.eventHasCrossed();
      return false; // Netty tries, too, and then it is Netty that is refused
    }
  }

  private void arrive(ChannelHandlerContext context, ChannelHandlerContext next, Event event) {
    connection.enter();
    try {
      event.fire(before(next, context));
    } finally {
      connection.exit();
      crossings.eventHasCrossed();
    }
  }

  /**
   * Whose next handler is that one, although the pipeline may have changed meanwhile: what was put
   * in between must not see an event that came before.
   */
  private ChannelHandlerContext before(ChannelHandlerContext next, ChannelHandlerContext self) {
    try {
      List<ChannelHandlerContext> contexts = Netty4Crossings.contexts(self.pipeline());
      if (next == null) {
        return contexts.isEmpty() ? self : contexts.get(contexts.size() - 1);
      }
      int place = contexts.indexOf(next);
      // One that was taken out passes an event on to what came after it.
      return place < 0 ? next : place == 0 ? self : contexts.get(place - 1);
    } catch (Throwable t) {
      connection.failed(t);
      return self;
    }
  }

  /**
   * The next handler's executor has refused the event. Without this handler, the one before it
   * would have thrown that, and Netty would have told that one.
   */
  private static void throwInHandlerBefore(ChannelHandlerContext context, Throwable refusal) {
    List<ChannelHandlerContext> contexts = Netty4Crossings.contexts(context.pipeline());
    int place = contexts.indexOf(context) - 1;
    while (place > 0 && !Netty4Crossings.isOfService(contexts.get(place))) {
      place--;
    }
    ChannelHandlerContext before = place > 0 ? contexts.get(place - 1) : context;
    before.fireExceptionCaught(refusal);
  }
}
