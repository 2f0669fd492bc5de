// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The Nettys met so far, each with its hooks. A class loader is not kept alive by being here. */
final class NettyHooks {
  private final HookListener listener;
  private final List<NettyHook> nettys = new ArrayList<NettyHook>();

  NettyHooks(HookListener listener) {
    this.listener = listener;
  }

  /**
   * The hooks of the Netty that lives in this loader under this prefix. Nothing foreign runs and no
   * class is loaded under this lock: the caller holds locks of class loaders.
   */
  synchronized NettyHook of(ClassLoader loader, String prefix) {
    for (Iterator<NettyHook> known = nettys.iterator(); known.hasNext(); ) {
      NettyHook netty = known.next();
      if (netty.isIn(loader, prefix)) {
        return netty;
      }
      if (netty.isGone()) {
        known.remove();
      }
    }
    NettyHook netty = new NettyHook(loader, prefix, listener);
    nettys.add(netty);
    return netty;
  }
}
