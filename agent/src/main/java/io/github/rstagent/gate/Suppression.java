// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.NettyChannels;

/** Makes up for the exception that the application does not see. */
public final class Suppression {
  private Suppression() {}

  /**
   * Closes the channel where Netty will not: with half-closure the application's {@code
   * exceptionCaught} is the one that closes, and it is not asked (tried: every channel stays open
   * otherwise).
   */
  public static void of(Object channel, NettyChannels channels) {
    if (channels.outlivesReset(channel)) {
      channels.close(channel);
    }
  }
}
