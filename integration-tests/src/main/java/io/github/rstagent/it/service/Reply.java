// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** What the service writes when it has read something. */
enum Reply {
  ECHO {
    @Override
    ByteBuf to(ByteBuf request) {
      return request.retain();
    }
  },
  HTTP {
    @Override
    ByteBuf to(ByteBuf request) {
      return Unpooled.copiedBuffer(
          "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nOK", StandardCharsets.US_ASCII);
    }
  },
  FAIL {
    @Override
    ByteBuf to(ByteBuf request) {
      throw new IllegalStateException("the service does not like this");
    }
  },
  NONE {
    @Override
    ByteBuf to(ByteBuf request) {
      return null;
    }
  };

  /** Returns null for no reply. */
  abstract ByteBuf to(ByteBuf request);
}
