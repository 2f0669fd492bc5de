// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.Observation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import java.util.NoSuchElementException;

/**
 * The first handler of a connection that is watched, and of no other. It changes nothing that
 * passes, and leaves the pipeline before the peer's first byte is passed on. Whatever fails in
 * here, what was to pass passes.
 *
 * <p>Applications put handlers first, too ({@code addFirst(SslHandler)}): one in front of this one
 * may keep bytes to itself. So this one goes back to the front when the channel is registered and
 * when it becomes active, which is before the first read; where it is not first after that, it no
 * longer knows whether the peer has spoken.
 *
 * <p>Only what is there in every release from 4.0.0 on. In Netty 5's alphas the base class is
 * deprecated and still there, and inherits all methods.
 *
 * <p>Sharable because it is taken out and put in again when it moves; it serves one connection.
 */
@ChannelHandler.Sharable
public final class Netty4Observer extends ChannelDuplexHandler implements ChannelFutureListener {
  /** In the pipeline. Documented: applications may meet it. */
  static final String NAME = "rst-agent-observer";

  private final Observation connection;
  private final Netty4Crossings crossings;
  private boolean moving;

  Netty4Observer(Observation connection) {
    this.connection = connection;
    crossings = new Netty4Crossings(connection);
  }

  Observation connection() {
    return connection;
  }

  @Override
  public void channelRegistered(ChannelHandlerContext context) throws Exception {
    goToFront(context.pipeline());
    enter(context);
    try {
      context.fireChannelRegistered();
    } finally {
      connection.exit();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    goToFront(context.pipeline());
    enter(context);
    try {
      context.fireChannelActive();
    } finally {
      connection.exit();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (isNothing(message)) {
      context.fireChannelRead(message);
      return;
    }
    try {
      received(context, message);
    } catch (Throwable t) {
      connection.failed(t);
    }
    enter(context);
    try {
      context.fireChannelRead(message);
    } finally {
      connection.exit();
    }
  }

  private void received(ChannelHandlerContext context, Object message) {
    stayFirst(context);
    if (isOfHeader(message)) {
      return;
    }
    unwatch(context.pipeline());
    try {
      context.pipeline().remove(this);
    } catch (NoSuchElementException e) {
      // The application has taken it out.
    }
    Netty4Mark.put(context.channel());
  }

  private static boolean isNothing(Object message) {
    return message instanceof ByteBuf && !((ByteBuf) message).isReadable();
  }

  private boolean isOfHeader(Object message) {
    if (!(message instanceof ByteBuf)) {
      return false;
    }
    ByteBuf bytes = (ByteBuf) message;
    if (bytes.readableBytes() > connection.longestHeader()) {
      return false;
    }
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.getBytes(bytes.readerIndex(), copy);
    return connection.isOfHeader(copy);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    enter(context);
    try {
      context.fireChannelReadComplete();
    } finally {
      connection.exit();
    }
  }

  /** Before anything is read: one in front by now may keep it to itself, and go. */
  @Override
  public void read(ChannelHandlerContext context) throws Exception {
    stayFirst(context);
    super.read(context); // 4.0.0 has another descriptor for what this calls
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    enter(context);
    try {
      context.fireUserEventTriggered(event);
    } finally {
      connection.exit();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    enter(context);
    try {
      context.fireChannelWritabilityChanged();
    } finally {
      connection.exit();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
    connection.readFailed(cause);
    enter(context);
    try {
      context.fireExceptionCaught(cause);
    } finally {
      connection.exit();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    connection.closes(false); // unless something else has been told before
    enter(context);
    try {
      context.fireChannelInactive();
    } finally {
      connection.exit();
    }
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext context) throws Exception {
    enter(context);
    try {
      context.fireChannelUnregistered();
    } finally {
      connection.exit();
      if (!context.channel().isOpen()) {
        crossings.end();
      }
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    try {
      if (promise != context.channel().voidPromise()) {
        promise.addListener(this);
      }
    } catch (IllegalStateException e) {
      // Another promise, to which no listener can be added: the write is made all the same.
    } catch (Throwable t) {
      connection.failed(t);
    }
    context.write(message, promise);
  }

  @Override
  public void operationComplete(ChannelFuture write) {
    if (!write.isSuccess() && write.cause() != null) {
      connection.writeFailed(write.cause());
    }
  }

  /** What the application listens for on a failed write runs in here. */
  @Override
  public void flush(ChannelHandlerContext context) throws Exception {
    enter(context);
    try {
      context.flush();
    } finally {
      connection.exit();
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise
  public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
    if (context.channel().isOpen()) { // else a handler closes what has ended already
      connection.closes(true);
    }
    context.close(promise);
  }

  /** Also where the application takes it out: the connection is not watched any more. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) throws Exception {
    if (moving) {
      return;
    }
    if (context.channel().isOpen()) {
      unwatch(context.pipeline());
    }
    crossings.end();
  }

  private void enter(ChannelHandlerContext context) {
    stayFirst(context);
    try {
      crossings.add(context);
    } catch (Throwable t) {
      connection.failed(t);
    }
    connection.enter();
  }

  private void stayFirst(ChannelHandlerContext context) {
    if (context.pipeline().first() != this) {
      unwatch(context.pipeline());
    }
  }

  private void unwatch(ChannelPipeline pipeline) {
    connection.spoke();
    try {
      crossings.remove(pipeline);
    } catch (Throwable t) {
      connection.failed(t);
    }
  }

  /** Where that fails half-way, it is no longer first, and what follows finds that. */
  private void goToFront(ChannelPipeline pipeline) {
    if (!connection.isSilent() || pipeline.first() == this) {
      return;
    }
    moving = true;
    try {
      pipeline.remove(this);
      pipeline.addFirst(NAME, this);
    } catch (NoSuchElementException | IllegalArgumentException e) {
      connection.spoke(); // the application has taken it out, or has one of that name
      crossings.end();
    } catch (Throwable t) {
      connection.failed(t);
      crossings.end();
    } finally {
      moving = false;
    }
  }
}
