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
}
