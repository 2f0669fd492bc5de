// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The Nettys met so far, each with its hooks. A class loader is not kept alive by being here.
 *
 * <p>Without a lock: the caller holds locks of class loaders, and a class that is loaded under a
 * lock of ours is offered to other agents' transformers, which may wait for anything.
 */
final class NettyHooks {
  private final HookListener listener;
  private final AtomicReference<List<NettyHook>> nettys =
      new AtomicReference<>(Collections.<NettyHook>emptyList());

  NettyHooks(HookListener listener) {
    this.listener = listener;
  }

  /** The hooks of the Netty that lives in this loader under this prefix. */
  NettyHook of(ClassLoader loader, String prefix) {
    NettyHook made = null;
    while (true) {
      List<NettyHook> known = nettys.get();
      List<NettyHook> alive = new ArrayList<>();
      for (NettyHook netty : known) {
        if (netty.isIn(loader, prefix)) {
          return netty;
        }
        if (!netty.isGone()) {
          alive.add(netty);
        }
      }
      made = made == null ? new NettyHook(loader, prefix, listener) : made;
      alive.add(made);
      if (nettys.compareAndSet(known, alive)) {
        return made;
      }
    }
  }
}
