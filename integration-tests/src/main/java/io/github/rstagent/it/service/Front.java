// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.logging.LogLevel;
import io.netty.handler.logging.LoggingHandler;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;

/** Netty's own handlers that may stand before the service's: they log as they are. */
final class Front {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private static SslContext context; // guarded by the class

  private Front() {}

  /**
   * @param executor of these handlers; {@code null}: the event loop
   */
  static void addTo(
      ChannelPipeline pipeline, EventExecutorGroup executor, String handler, String keystore) {
    if (handler.equals("lifecycle") || handler.equals("greeting")) {
      pipeline.addLast(executor, new LoggingHandler("service", LogLevel.INFO));
      if (handler.equals("greeting")) {
        pipeline.addLast(executor, new Greeter());
      }
      return;
    }
    SslContext tls = context(keystore, handler.equals("client-auth"));
    switch (handler) {
      case "ssl-first":
        pipeline.addFirst(tls.newHandler(ByteBufAllocator.DEFAULT));
        break;
      case "client-auth":
      case "ssl":
        pipeline.addLast(tls.newHandler(ByteBufAllocator.DEFAULT));
        break;
      case "alpn":
        pipeline.addLast(executor, tls.newHandler(ByteBufAllocator.DEFAULT), new Negotiation());
        break;
      case "sni":
        pipeline.addLast(new SniHandler(name -> tls));
        break;
      case "optional":
        pipeline.addLast(new OptionalSslHandler(tls));
        break;
      default:
        throw new IllegalArgumentException("front=" + handler);
    }
  }

  private static synchronized SslContext context(String keystore, boolean clientAuth) {
    if (context == null) {
      try (InputStream in = new FileInputStream(keystore)) {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(in, PASSWORD);
        KeyManagerFactory factory =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        context =
            SslContextBuilder.forServer(factory)
                .clientAuth(clientAuth ? ClientAuth.REQUIRE : ClientAuth.NONE)
                .build();
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(keystore, e);
      }
    }
    return context;
  }

  private static final class Negotiation extends ApplicationProtocolNegotiationHandler {
    Negotiation() {
      super("http/1.1");
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {}
  }
}
