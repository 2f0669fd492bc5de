// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** ZooKeeper on Netty, with TLS. */
public final class ZooKeeper {
  private ZooKeeper() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty(
        "zookeeper.serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory");
    System.setProperty("zookeeper.ssl.keyStore.location", OwnKey.file());
    System.setProperty("zookeeper.ssl.keyStore.password", OwnKey.PASSWORD);
    System.setProperty("zookeeper.ssl.clientAuth", "none");
    System.setProperty("zookeeper.admin.enableServer", "false");
    Path data = Files.createTempDirectory("zookeeper");
    ServerCnxnFactory factory = ServerCnxnFactory.createFactory();
    factory.configure(new InetSocketAddress("127.0.0.1", 0), 0, -1, true);
    factory.startup(new ZooKeeperServer(data.toFile(), data.toFile(), 2000));
  }
}
