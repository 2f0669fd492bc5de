// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.Observation;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.OrderedEventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the pipeline of a covered connection changes executors: a {@link Netty4Crossing} stands
 * before each handler that runs on another one than the handler before it, and at the end where the
 * last does not run on the event loop.
 *
 * <p>A connection has at most four crossings. An executor that keeps no order gets none, nor does
 * Netty 5's alphas.
 */
final class Netty4Crossings {
  private static final int MOST = 4;

  private static final Class<?> INBOUND = inbound();
  private static final Class<?> ORDERED = ordered();

  private final Observation connection;
  private final List<ChannelHandler> crossings = new ArrayList<>(0); // on the event loop
  private final AtomicInteger underWay = new AtomicInteger(); // events that cross
  private volatile boolean over;

  Netty4Crossings(Observation connection) {
    this.connection = connection;
  }

  private static Class<?> inbound() {
    try {
      return ChannelInboundHandler.class;
    } catch (NoClassDefFoundError e) {
      return Void.class; // Netty 5's alphas
    }
  }

  private static Class<?> ordered() {
    try {
      return OrderedEventExecutor.class;
    } catch (NoClassDefFoundError e) {
      return SingleThreadEventExecutor.class; // up to 4.1.0, where nearly every executor is one
    }
  }

  static boolean isOrdered(EventExecutor executor) {
    return ORDERED.isInstance(executor);
  }

  /** Whether events come to it, and it is not one of the agent's own. */
  static boolean isOfService(ChannelHandlerContext context) {
    ChannelHandler handler = context.handler();
    return INBOUND.isInstance(handler) && !(handler instanceof Netty4Crossing);
  }

  /** As they stand at this moment: other threads may change the pipeline meanwhile. */
  static List<ChannelHandlerContext> contexts(ChannelPipeline pipeline) {
    List<ChannelHandlerContext> contexts = new ArrayList<>();
    for (String name : pipeline.names()) {
      ChannelHandlerContext context = pipeline.context(name);
      if (context != null) { // else it is the tail, or has just gone
        contexts.add(context);
      }
    }
    return contexts;
  }

  /**
   * Adds those that are missing, as the pipeline is now. On the event loop. One that is not needed
   * any more does no harm.
   *
   * @param first handler of the pipeline
   */
  void add(ChannelHandlerContext first) {
    if (!connection.isCovered()) {
      return;
    }
    ChannelPipeline pipeline = first.pipeline();
    EventExecutor current = first.executor();
    boolean there = false;
    for (ChannelHandlerContext context : contexts(pipeline)) {
      if (context.handler() instanceof Netty4Crossing) {
        there = true;
      } else if (isOfService(context)) {
        EventExecutor executor = context.executor();
        if (!isOrdered(executor)) {
          return;
        }
        if (executor != current && !there) {
          add(pipeline, context.name());
        }
        current = executor;
        there = false;
      }
    }
    if (current != first.executor() && !there) {
      add(pipeline, null);
    }
  }

  /**
   * It runs on the thread that passes it an event, whatever that is: so it delays nothing, changes
   * no order wherever the application moves it to, and comes and goes without waiting.
   */
  private void add(ChannelPipeline pipeline, String next) {
    if (crossings.size() == MOST) {
      connection.crossesTooOften(MOST);
      return;
    }
    ChannelHandler crossing = new Netty4Crossing(connection, this);
    String name = Netty4Observer.NAME + '-' + (crossings.size() + 2);
    try {
      if (next == null) {
        pipeline.addLast(ImmediateEventExecutor.INSTANCE, name, crossing);
      } else {
        pipeline.addBefore(ImmediateEventExecutor.INSTANCE, next, name, crossing);
      }
      crossings.add(crossing);
    } catch (NoSuchElementException e) {
      // Another thread has taken the next one out: looked at again with the next event.
    }
  }

  /** On the event loop. What crosses already goes on its way. */
  void remove(ChannelPipeline pipeline) {
    for (ChannelHandler crossing : crossings) {
      try {
        pipeline.remove(crossing);
      } catch (NoSuchElementException e) {
        // The application has taken it out.
      }
    }
    crossings.clear();
  }

  void eventCrosses() {
    underWay.incrementAndGet();
  }

  void eventHasCrossed() {
    if (underWay.decrementAndGet() == 0 && over) {
      connection.ended();
    }
  }

  /** The connection ends with its last event, on whatever thread that is handled. */
  void end() {
    over = true;
    if (underWay.get() == 0) {
      connection.ended();
    }
  }
}
