// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package services;

import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;

/** gRPC's own health service. */
public final class Grpc {
  private Grpc() {}

  public static void main(String[] port) throws Exception {
    NettyServerBuilder.forPort(Integer.parseInt(port[0]))
        .addService(new HealthStatusManager().getHealthService())
        .build()
        .start()
        .awaitTermination();
  }
}
