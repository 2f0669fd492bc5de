// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.ArrayList;
import java.util.List;

/**
 * The class of a generation of Netty that every channel goes through where it begins and where it
 * is closed, once or a few times in its life and never for a read or a write. Names are internal,
 * without that Netty's prefix.
 */
final class ConnectionPoint {
  /** In every release from 4.0.0 to 4.2 and in the alphas of 5. */
  static final ConnectionPoint NETTY_4 =
      new ConnectionPoint(
          "channel/AbstractChannel$AbstractUnsafe",
          "channel/AbstractChannel$AbstractUnsafe",
          "channel/ChannelPromise",
          "register0(L-channel/ChannelPromise;)V",
          "close(L-channel/ChannelPromise;)V");

  /**
   * In every release from 3.2 to 3.10. All that is not a read or a write: what one of these events
   * of another channel causes is not on behalf of the connection whose handler has caused it.
   */
  static final ConnectionPoint NETTY_3 =
      new ConnectionPoint(
          "channel/Channels",
          "channel/Channel",
          "channel/ChannelState",
          "fireChannelOpen(L-channel/Channel;)V",
          "fireChannelBound(L-channel/Channel;Ljava/net/SocketAddress;)V",
          "fireChannelConnected(L-channel/Channel;Ljava/net/SocketAddress;)V",
          "fireChannelDisconnected(L-channel/Channel;)V",
          "fireChannelUnbound(L-channel/Channel;)V",
          "fireChannelClosed(L-channel/Channel;)V",
          "fireExceptionCaught(L-channel/Channel;Ljava/lang/Throwable;)V");

  private static final ConnectionPoint[] ALL = {NETTY_4, NETTY_3};

  private final String target;
  private final String self;
  private final String proof; // that the target names
  private final String[] methods; // the first is where a channel begins

  private ConnectionPoint(String target, String self, String proof, String... methods) {
    this.target = target;
    this.self = self;
    this.proof = proof;
    this.methods = methods;
  }

  /** The point whose target a class of this name may be, or {@code null}. */
  static ConnectionPoint of(String className) {
    for (ConnectionPoint point : ALL) {
      if (className.endsWith(point.target)) {
        return point;
      }
    }
    return null;
  }

  String target() {
    return target;
  }

  /** What precedes the target's name. */
  String prefixOf(String className) {
    return className.substring(0, className.length() - target.length());
  }

  /** What the methods have in their first local variable: {@code this}, or their argument. */
  String self() {
    return self;
  }

  /** Whether the methods are static, and so have their channel in the first local variable. */
  boolean isStatic() {
    return !self.equals(target);
  }

  /** Whether a class of that name is the target, and not another library's. */
  boolean isTarget(String prefix, byte[] classFile) {
    return ClassFileText.mentions(classFile, prefix + proof);
  }

  /** Names with descriptors; the first is where a channel begins. */
  List<String> methods(String prefix) {
    List<String> methods = new ArrayList<>();
    for (String method : this.methods) {
      methods.add(method.replace("-", prefix));
    }
    return methods;
  }
}
