// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

/**
 * How a generation of Netty says that a read has failed: the call that is made conditional. It
 * takes two objects, the first of which leads to the channel, and the cause.
 */
final class FireCall {
  /** {@code pipeline.fireExceptionCaught(cause)}, which returns the pipeline. */
  static final FireCall NETTY_4 = new FireCall("channel/ChannelPipeline");

  /** {@code Channels.fireExceptionCaught(channel, cause)}, which returns nothing. */
  static final FireCall NETTY_3 = new FireCall("channel/Channels");

  private static final String NAME = "fireExceptionCaught";

  private final String owner;

  private FireCall(String owner) {
    this.owner = owner;
  }

  /** Internal name of the class that declares the method, without Netty's prefix. */
  String owner() {
    return owner;
  }

  /** Whether a method call is this one, in the Netty with this prefix. */
  boolean is(String calledOwner, String calledName, String prefix) {
    return calledName.equals(NAME)
        && calledOwner.length() == prefix.length() + owner.length()
        && calledOwner.startsWith(prefix)
        && calledOwner.endsWith(owner);
  }
}
