// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import reactor.core.publisher.Mono;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/** Reactor Netty with TLS, HTTP/2 and HTTP/1.1, as its documentation shows it. */
public final class ReactorNettyTls {
  private ReactorNettyTls() {}

  public static void main(String[] arguments) throws Exception {
    Http2SslContextSpec ssl = Http2SslContextSpec.forServer(OwnKey.factory());
    HttpServer.create()
        .host("127.0.0.1")
        .port(0)
        .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
        .secure(spec -> spec.sslContext(ssl))
        .handle((request, response) -> response.sendString(Mono.just("hello")))
        .bindNow();
  }
}
