// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.Observation;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/**
 * Stands before a handler that has another executor than the one before it, and passes each event
 * on as Netty does: to that executor, or at once where the thread is the right one. Only the event
 * runs on behalf of the connection there; whatever else the executor runs does not.
 *
 * <p>Differences remain for a handler that is taken out while events wait on its executor. It
 * passes them on to the crossing that stood behind it, and so to handlers that were put behind that
 * meanwhile; and what it throws then, the handler behind it is told.
 */
final class Netty4Crossing extends ChannelInboundHandlerAdapter {
  private static final ChannelInboundHandler FORWARDS = new ChannelInboundHandlerAdapter();

  /** The method of a handler that Netty calls for one event. */
  private interface Event {
    void tell(ChannelInboundHandler handler, ChannelHandlerContext context) throws Exception;
  }

  private final Observation connection;
  private final Netty4Crossings crossings;

  Netty4Crossing(Observation connection, Netty4Crossings crossings) {
    this.connection = connection;
    this.crossings = crossings;
  }

  @Override
  public void channelRegistered(ChannelHandlerContext context) {
    pass(context, ChannelInboundHandler::channelRegistered);
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext context) {
    pass(context, ChannelInboundHandler::channelUnregistered);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    pass(context, ChannelInboundHandler::channelActive);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    pass(context, ChannelInboundHandler::channelInactive);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    pass(context, (to, at) -> to.channelRead(at, message));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    pass(context, ChannelInboundHandler::channelReadComplete);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    pass(context, (to, at) -> to.userEventTriggered(at, event));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    pass(context, ChannelInboundHandler::channelWritabilityChanged);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    pass(context, (to, at) -> to.exceptionCaught(at, cause));
  }

  private void pass(ChannelHandlerContext context, Event event) {
    if (!isTaken(context, event)) {
      try {
        event.tell(FORWARDS, context);
      } catch (Throwable t) {
        tellHandlerBefore(context, t);
      }
    }
  }

  /** Whether the next handler's executor is another one, and has taken the event. */
  private boolean isTaken(ChannelHandlerContext context, Event event) {
    ChannelHandlerContext next;
    EventExecutor executor;
    try {
      next = next(context);
      executor = next == null ? context.channel().eventLoop() : next.executor();
      if (executor.inEventLoop()
          || !Netty4Crossings.isOrdered(executor)
          || !connection.isCovered()) {
        return false;
      }
    } catch (Throwable t) {
      connection.failed(t);
      return false;
    }
    crossings.eventCrosses();
    try {
      executor.execute(() -> arrive(context, next, event));
      return true;
    } catch (Throwable t) {
      crossings.eventHasCrossed();
      return false; // Netty tries, too, and then it is Netty that is refused
    }
  }

  /** Of the service's handlers; {@code null} for the tail. */
  private static ChannelHandlerContext next(ChannelHandlerContext context) {
    List<ChannelHandlerContext> contexts = Netty4Crossings.contexts(context.pipeline());
    int place = contexts.indexOf(context);
    if (place < 0) {
      return context; // this one has just been taken out
    }
    while (++place < contexts.size()) {
      if (Netty4Crossings.isOfService(contexts.get(place))) {
        return contexts.get(place);
      }
    }
    return null;
  }

  /** On the next handler's executor. */
  private void arrive(ChannelHandlerContext self, ChannelHandlerContext next, Event event) {
    connection.enter();
    try {
      ChannelHandlerContext before = before(next, self);
      if (before != null) {
        event.tell(FORWARDS, before);
      } else {
        event.tell((ChannelInboundHandler) next.handler(), next);
      }
    } catch (Throwable t) {
      self.fireExceptionCaught(t);
    } finally {
      connection.exit();
      crossings.eventHasCrossed();
    }
  }

  /**
   * What the event is to be passed on from, for it to come to that handler. The pipeline may have
   * changed meanwhile: what was put in between must not see an event that came before, and what is
   * taken out sees events until it is told so.
   *
   * @return {@code null}: from nowhere, the handler itself is to be told
   */
  private ChannelHandlerContext before(ChannelHandlerContext next, ChannelHandlerContext self) {
    try {
      List<ChannelHandlerContext> contexts = Netty4Crossings.contexts(self.pipeline());
      int place = next == null ? contexts.size() : contexts.indexOf(next);
      if (place > 0) {
        return contexts.get(place - 1);
      }
      return next == null ? self : next.isRemoved() ? next : null;
    } catch (Throwable t) {
      connection.failed(t);
      return self;
    }
  }

  /**
   * The next handler's executor has refused the event. Without this handler, the one before it
   * would have thrown that, and Netty would have told that one.
   */
  private static void tellHandlerBefore(ChannelHandlerContext context, Throwable refusal) {
    List<ChannelHandlerContext> contexts = Netty4Crossings.contexts(context.pipeline());
    int place = contexts.indexOf(context) - 1;
    while (place > 0 && !Netty4Crossings.isOfService(contexts.get(place))) {
      place--;
    }
    (place > 0 ? contexts.get(place - 1) : context).fireExceptionCaught(refusal);
  }
}
