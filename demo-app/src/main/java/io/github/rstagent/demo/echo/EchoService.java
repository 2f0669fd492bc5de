// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo.echo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service like any other: it listens, echoes, logs, and stops when its standard input ends. It
 * knows nothing of an agent. Arguments: the address to bind to, and for TLS a PKCS #12 key store
 * whose password is in {@code KEYSTORE_PASSWORD}.
 */
public final class EchoService {
  private static final Logger log = LoggerFactory.getLogger(EchoService.class);

  private EchoService() {}

  public static void main(String[] args) throws Exception {
    SslContext tls = args.length > 1 ? tls(Paths.get(args[1])) : null;
    EventLoopGroup acceptor = new NioEventLoopGroup(1);
    EventLoopGroup workers = new NioEventLoopGroup(2);
    Channel server =
        new ServerBootstrap()
            .group(acceptor, workers)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                      channel.pipeline().addLast(new HandshakeLog());
                    }
                    channel.pipeline().addLast(new EchoHandler());
                  }
                })
            .bind(args[0], 0)
            .sync()
            .channel();
    log.info("listening on port {}", ((InetSocketAddress) server.localAddress()).getPort());

    awaitEndOf(System.in);
    server.close().sync();
    acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
    workers.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
  }

  private static void awaitEndOf(InputStream in) throws IOException {
    byte[] ignored = new byte[64];
    while (in.read(ignored) >= 0) {}
  }

  private static SslContext tls(Path keyStore) throws IOException, GeneralSecurityException {
    char[] password = System.getenv("KEYSTORE_PASSWORD").toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, password);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, password);
    return SslContextBuilder.forServer(factory).build();
  }
}
