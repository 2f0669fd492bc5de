// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;

/** gRPC on its own copy of Netty. */
public final class GrpcShaded {
  private GrpcShaded() {}

  public static void main(String[] arguments) throws Exception {
    NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0)).build().start();
  }
}
