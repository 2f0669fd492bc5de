// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import org.apache.rocketmq.common.namesrv.NamesrvConfig;
import org.apache.rocketmq.namesrv.NamesrvController;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;

/** RocketMQ's name server: the remoting layer is the broker's too. */
public final class RocketMqNameServer {
  private RocketMqNameServer() {}

  public static void main(String[] arguments) throws Exception {
    NettyServerConfig netty = new NettyServerConfig();
    netty.setListenPort(0);
    NamesrvController controller = new NamesrvController(new NamesrvConfig(), netty);
    if (!controller.initialize()) {
      throw new IllegalStateException("The name server has not initialised itself");
    }
    controller.start();
  }
}
