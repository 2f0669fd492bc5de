// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import org.apache.rocketmq.common.namesrv.NamesrvConfig;
import org.apache.rocketmq.common.utils.NetworkUtil;
import org.apache.rocketmq.namesrv.NamesrvController;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;

/** RocketMQ's name server, without the line that it logs every few seconds. */
public final class RocketMq5NameServer {
  private RocketMq5NameServer() {}

  public static void main(String[] arguments) throws Exception {
    NamesrvConfig config = new NamesrvConfig();
    config.setScanNotActiveBrokerInterval(Integer.MAX_VALUE);
    NettyServerConfig netty = new NettyServerConfig();
    netty.setListenPort(0);
    NamesrvController controller = new NamesrvController(config, netty);
    if (!controller.initialize()) {
      throw new IllegalStateException("The name server has not initialised itself");
    }
    controller.start();
    // It connects to itself, sooner or later.
    String address = NetworkUtil.getLocalAddress() + ":" + netty.getListenPort();
    if (!controller.getRemotingClient().isAddressReachable(address)) {
      throw new IllegalStateException("The name server cannot be reached at " + address);
    }
  }
}
