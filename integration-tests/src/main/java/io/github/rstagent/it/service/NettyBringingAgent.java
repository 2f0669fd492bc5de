// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.util.TreeSet;

/**
 * Another agent, which uses a Netty before {@code main}, and tells which threads there are then.
 */
public final class NettyBringingAgent {
  /** The system property that has their names. */
  public static final String THREADS = "io.github.rstagent.it.threads";

  private NettyBringingAgent() {}

  public static void premain(String argument) throws ReflectiveOperationException {
    Class.forName("io.netty.channel.socket.nio.NioServerSocketChannel");
    TreeSet<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      names.add(thread.getName());
    }
    System.setProperty(THREADS, names.toString());
  }
}
