// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import io.github.rstagent.netty.NettyAccess;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the probes that a gate tells of. */
final class CountedProbes implements ProbeListener {
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();

  @Override
  public void opened(NettyAccess netty) {
    opened.incrementAndGet();
    open.incrementAndGet();
  }

  @Override
  public void closed() {
    open.decrementAndGet();
  }
}
