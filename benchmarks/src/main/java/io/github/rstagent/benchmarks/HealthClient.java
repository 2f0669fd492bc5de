// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;

/** Asks gRPC's health service. */
final class HealthClient implements Client {
  private final ManagedChannel channel;
  private final HealthGrpc.HealthBlockingStub service;

  HealthClient(int port) {
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    service = HealthGrpc.newBlockingStub(channel);
  }

  @Override
  public void request() {
    service.check(HealthCheckRequest.getDefaultInstance());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
