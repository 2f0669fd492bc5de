// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Silence;
import io.github.rstagent.rules.Verdict;
import java.net.InetSocketAddress;

/**
 * Told of every reset on an accepted channel that was judged. On event loops, by several threads;
 * must not wait for another thread. The parameters are those of one event, apart, so that a reset
 * that is suppressed allocates nothing for being told.
 */
public interface ResetListener {
  /**
   * A reset was judged.
   *
   * @param rule that lists the peer, or {@code null}
   * @param silence whether the peer had sent anything, as far as a rule has asked
   * @param peer {@code null} where Netty does not know it
   * @param localPort -1 where Netty does not know it
   * @param netty that the reset came through
   * @param cause the exception of the failed read
   */
  void judged(
      Verdict verdict,
      Rule rule,
      Silence silence,
      InetSocketAddress peer,
      int localPort,
      NettyAccess netty,
      Object channel,
      Throwable cause);
}
