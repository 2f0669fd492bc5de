// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import com.alibaba.otter.canal.server.netty.CanalServerWithNetty;

/** Canal's server on Netty 3, without a database. It speaks first. */
public final class Canal {
  private Canal() {}

  public static void main(String[] arguments) {
    CanalServerWithNetty server = CanalServerWithNetty.instance();
    server.setIp("127.0.0.1");
    server.setPort(0);
    server.start();
  }
}
