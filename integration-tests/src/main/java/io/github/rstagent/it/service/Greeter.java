// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks first, as servers of mail and of HTTP/2 do, and logs where it is not heard. */
final class Greeter extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger("service");

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context
        .writeAndFlush(Unpooled.copiedBuffer("220 ready\r\n", StandardCharsets.US_ASCII))
        .addListener(
            (ChannelFutureListener)
                greeting -> {
                  if (!greeting.isSuccess()) {
                    LOG.warn("{} was not greeted", greeting.channel(), greeting.cause());
                  }
                });
    context.fireChannelActive();
  }
}
