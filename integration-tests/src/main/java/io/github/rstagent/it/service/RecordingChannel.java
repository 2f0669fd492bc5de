// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * Remembers what its read has thrown, so that a handler can say whether it was given that object.
 */
final class RecordingChannel extends NioSocketChannel {
  private Throwable thrown;

  RecordingChannel(Channel parent, SocketChannel socket) {
    super(parent, socket);
  }

  @Override
  protected int doReadBytes(ByteBuf buffer) throws Exception {
    try {
      return super.doReadBytes(buffer);
    } catch (IOException e) {
      thrown = e;
      throw e;
    }
  }

  Throwable thrown() {
    return thrown;
  }
}
