// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package services;

import io.vertx.core.Vertx;

/** An HTTP server of Vert.x. */
public final class VertX {
  private VertX() {}

  public static void main(String[] port) {
    Vertx.vertx()
        .createHttpServer()
        .requestHandler(request -> request.response().end("pong"))
        .listen(Integer.parseInt(port[0]));
  }
}
