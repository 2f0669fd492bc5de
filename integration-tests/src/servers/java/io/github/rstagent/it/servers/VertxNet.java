// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** A TCP service on Vert.x that echoes. */
public final class VertxNet {
  private VertxNet() {}

  public static void main(String[] arguments) throws Exception {
    Vertx.vertx()
        .createNetServer()
        .connectHandler(socket -> socket.handler(socket::write))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(1, TimeUnit.MINUTES);
  }
}
