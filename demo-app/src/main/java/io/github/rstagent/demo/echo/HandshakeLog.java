// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo.echo;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which handshakes failed, as TLS services do: SslHandler itself only fires an event. */
final class HandshakeLog extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(HandshakeLog.class);

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent) {
      Throwable cause = ((SslHandshakeCompletionEvent) event).cause();
      if (cause != null) {
        log.warn("no TLS: {}", ctx.channel().remoteAddress(), cause);
      }
    }
    ctx.fireUserEventTriggered(event);
  }
}
