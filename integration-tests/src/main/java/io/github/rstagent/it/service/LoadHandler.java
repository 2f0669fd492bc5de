// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;

/** Echoes what it reads, and counts the exceptions that it is given. */
final class LoadHandler extends ChannelInboundHandlerAdapter {
  private static final int THIRD_NUMBER = 2;

  private final LoadService service;

  LoadHandler(LoadService service) {
    this.service = service;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    service.opened();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    service.closed();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the client misses what is not written
  public void channelRead(ChannelHandlerContext context, Object message) {
    context.writeAndFlush(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    InetSocketAddress peer = (InetSocketAddress) context.channel().remoteAddress();
    byte[] address = peer.getAddress().getAddress();
    Throwable[] notes = cause.getSuppressed();
    boolean reset = String.valueOf(cause.getMessage()).startsWith("Connection reset");
    boolean noted =
        notes.length == 1
            && notes[0]
                .getMessage()
                .startsWith(
                    "rst-agent: peer "
                        + peer.getAddress().getHostAddress()
                        + ":"
                        + peer.getPort()
                        + " is listed as ");
    service.exception(
        address[THIRD_NUMBER] % LoadService.KINDS, noted, !reset || (notes.length > 0 && !noted));
  }
}
