// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import com.weibo.api.motan.rpc.URL;
import com.weibo.api.motan.transport.netty4.NettyServer;
import java.util.HashMap;

/** Motan's server, which provides nothing. */
public final class Motan {
  private Motan() {}

  public static void main(String[] arguments) throws Exception {
    URL url = new URL("motan", "127.0.0.1", 0, "greeting", new HashMap<>());
    NettyServer server = new NettyServer(url, (channel, message) -> message);
    server.open();
    while (!server.isBound()) {
      Thread.sleep(10);
    }
  }
}
