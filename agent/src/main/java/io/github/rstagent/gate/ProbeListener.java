// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.NettyAccess;

/**
 * Told of connections whose log events are to be judged: of peers whose rule says {@code
 * scope=connection}, and {@code mode=suppress} or {@code mode=observe}. On event loops, by several
 * threads; must not throw.
 */
public interface ProbeListener {
  /** There is one more, which is silent so far; before anything is done on its behalf. */
  void opened(NettyAccess netty);

  /** One of them has spoken, or has come to its end. Once for each that was opened. */
  void closed();
}
