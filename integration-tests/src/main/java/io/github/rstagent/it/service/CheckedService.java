// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An echo service for a director to check, which runs until it is killed.
 *
 * <p>Arguments: the port, and a handler of {@link Front}, or {@code plain} for a service that logs
 * exceptions alone.
 */
public final class CheckedService {
  private static final Logger LOG = LoggerFactory.getLogger("service");

  private CheckedService() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    String front = arguments[1];
    EventLoopGroup loops = new NioEventLoopGroup(2);
    new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                if (!front.equals("plain")) {
                  Front.addTo(channel.pipeline(), null, front, "");
                }
                channel.pipeline().addLast(new Echo());
              }
            })
        .bind(port)
        .sync();
    LOG.info("listening on port {}", port);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what cannot be written ends with its connection
  private static final class Echo extends ChannelInboundHandlerAdapter {
    private final ExceptionReport exceptions = ExceptionReport.named("slf4j");

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.writeAndFlush(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      exceptions.report(context, cause);
    }
  }
}
