// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.Observation;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jboss.netty.buffer.ChannelBuffer;
import org.jboss.netty.channel.Channel;
import org.jboss.netty.channel.ChannelDownstreamHandler;
import org.jboss.netty.channel.ChannelEvent;
import org.jboss.netty.channel.ChannelFuture;
import org.jboss.netty.channel.ChannelFutureListener;
import org.jboss.netty.channel.ChannelHandler;
import org.jboss.netty.channel.ChannelHandlerContext;
import org.jboss.netty.channel.ChannelLocal;
import org.jboss.netty.channel.ChannelState;
import org.jboss.netty.channel.ChannelStateEvent;
import org.jboss.netty.channel.ChannelUpstreamHandler;
import org.jboss.netty.channel.ExceptionEvent;
import org.jboss.netty.channel.LifeCycleAwareChannelHandler;
import org.jboss.netty.channel.MessageEvent;

/**
 * What {@link Netty4Observer} is, for Netty 3, where a pipeline is complete before its channel is
 * open: one that stands in front of this one later is the application's doing, and the connection
 * is not known to be silent any more.
 *
 * <p>Events come on the boss's thread until the channel is connected and then on a worker's; an
 * application that writes or closes runs them on its own.
 *
 * <p>Looks at pipelines without their lock: Netty up to 3.4 fires exceptions of failed writes with
 * the channel's lock held.
 */
final class Netty3Observer
    implements ChannelUpstreamHandler,
        ChannelDownstreamHandler,
        LifeCycleAwareChannelHandler,
        ChannelFutureListener {
  private static final String NAME = Netty4Observer.NAME; // a constant: javac copies it

  /** By channel, its observer, or {@link #SPOKE}. Keeps no channel alive. */
  private static final ChannelLocal<Object> OF_CHANNEL = new ChannelLocal<>();

  /** In place of an observer that has left. */
  private static final Object SPOKE = new Object();

  private final Observation connection;

  private Netty3Observer(Observation connection) {
    this.connection = connection;
  }

  static void add(Channel channel, Observation connection) {
    Netty3Observer observer = new Netty3Observer(connection);
    channel.getPipeline().addFirst(NAME, observer);
    OF_CHANNEL.set(channel, observer);
  }

  /** Returns {@code null} where the channel has no observer. */
  static Observation observation(Channel channel) {
    Object observer = OF_CHANNEL.get(channel);
    if (observer == null || observer == SPOKE) {
      return null;
    }
    ((Netty3Observer) observer).stayFirst(channel);
    return ((Netty3Observer) observer).connection;
  }

  static boolean hasLeft(Channel channel) {
    return OF_CHANNEL.get(channel) == SPOKE;
  }

  @Override
  public void handleUpstream(ChannelHandlerContext context, ChannelEvent event) {
    try {
      comes(context, event);
    } catch (Throwable t) {
      connection.failed(t);
    }
    connection.enter();
    try {
      context.sendUpstream(event);
    } finally {
      connection.exit();
      if (isState(event, ChannelState.OPEN) && isClose(event)) {
        end(context.getChannel());
      }
    }
  }

  private void comes(ChannelHandlerContext context, ChannelEvent event) {
    stayFirst(context.getChannel());
    if (event instanceof MessageEvent) {
      received(context, ((MessageEvent) event).getMessage());
    } else if (event instanceof ExceptionEvent) {
      Throwable cause = ((ExceptionEvent) event).getCause();
      if (cause instanceof IOException) { // else a handler has thrown it
        connection.readFailed(cause);
      }
    } else if (isClose(event)) {
      connection.closes(false); // unless something else has been told before
    }
  }

  private void received(ChannelHandlerContext context, Object message) {
    boolean isEmpty = message instanceof ChannelBuffer && !((ChannelBuffer) message).readable();
    if (!isEmpty && !isOfHeader(message)) {
      connection.spoke();
      leave(context);
    }
  }

  private boolean isOfHeader(Object message) {
    if (!(message instanceof ChannelBuffer)) {
      return false;
    }
    ChannelBuffer bytes = (ChannelBuffer) message;
    if (bytes.readableBytes() > connection.longestHeader()) {
      return false;
    }
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.getBytes(bytes.readerIndex(), copy);
    return connection.isOfHeader(copy);
  }

  private void leave(ChannelHandlerContext context) {
    try {
      context.getPipeline().remove(this);
    } catch (NoSuchElementException e) {
      // The application has taken it out.
    }
    OF_CHANNEL.set(context.getChannel(), SPOKE);
  }

  /** What listeners do whose write fails at once runs in here. */
  @Override
  public void handleDownstream(ChannelHandlerContext context, ChannelEvent event) {
    try {
      if (event instanceof MessageEvent) {
        event.getFuture().addListener(this);
      } else if (isClose(event) && context.getChannel().isOpen()) { // else it is told too late
        connection.closes(true);
      }
    } catch (Throwable t) {
      connection.failed(t);
    }
    connection.enter();
    try {
      context.sendDownstream(event);
    } finally {
      connection.exit();
    }
  }

  /** Also disconnect and unbind, which close an accepted channel. */
  private static boolean isClose(ChannelEvent event) {
    if (!(event instanceof ChannelStateEvent) || isState(event, ChannelState.INTEREST_OPS)) {
      return false;
    }
    Object value = ((ChannelStateEvent) event).getValue();
    return value == null || Boolean.FALSE.equals(value);
  }

  private static boolean isState(ChannelEvent event, ChannelState state) {
    return event instanceof ChannelStateEvent && ((ChannelStateEvent) event).getState() == state;
  }

  @Override
  public void operationComplete(ChannelFuture write) {
    if (!write.isSuccess() && write.getCause() != null) {
      connection.writeFailed(write.getCause());
    }
  }

  private void stayFirst(Channel channel) {
    Iterator<ChannelHandler> handlers = channel.getPipeline().toMap().values().iterator();
    if (!handlers.hasNext() || handlers.next() != this) {
      connection.spoke();
    }
  }

  private void end(Channel channel) {
    connection.ended();
    OF_CHANNEL.remove(channel);
  }

  @Override
  public void beforeAdd(ChannelHandlerContext context) {}

  @Override
  public void afterAdd(ChannelHandlerContext context) {}

  @Override
  public void beforeRemove(ChannelHandlerContext context) {}

  /** Also where the application takes it out: the connection is not watched any more. */
  @Override
  public void afterRemove(ChannelHandlerContext context) {
    if (context.getChannel().isOpen()) {
      connection.spoke();
    }
    end(context.getChannel());
  }
}
