// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

import java.net.SocketAddress;

/**
 * A Netty seen from outside: what the agent asks of its channels. A subject is what that Netty
 * fires exceptions through: a pipeline, in Netty 3 a channel. Implemented beside each Netty by a
 * bridge; subjects and channels are that Netty's own objects.
 */
public interface NettyChannels {
  /** The channel of a subject. */
  Object channel(Object subject);

  /**
   * Whether the channel was accepted by a server channel, rather than opened by the application.
   */
  boolean isAccepted(Object channel);

  /** The peer's address, or {@code null} where this Netty does not know it. */
  SocketAddress remoteAddress(Object channel);

  /** The channel's own address, or {@code null} where this Netty does not know it. */
  SocketAddress localAddress(Object channel);

  /**
   * Whether the channel stays open after a failed read: with {@code ALLOW_HALF_CLOSURE} Netty only
   * shuts down the input, and leaves it to the application's {@code exceptionCaught} to close
   * (AbstractNioByteChannel.closeOnRead).
   */
  boolean outlivesReset(Object channel);

  /** Closes the channel as the application would. */
  void close(Object channel);

  /** Fires the exception; what handlers throw is passed on. */
  void fireExceptionCaught(Object subject, Throwable cause);

  /** Whether the channel is registered to an event loop. */
  boolean isRegistered(Object channel);

  /** Puts an observer in front of a pipeline that nothing has come through yet. */
  void observe(Object subject, Observation connection);

  /**
   * What the channel's observer tells, or {@code null} where there is none, or none any more. Where
   * it does not stand first, the connection is not silent from now on.
   */
  Observation observation(Object channel);

  /** Whether there has been an observer, which has left because the peer spoke. */
  boolean wasObserved(Object channel);
}
