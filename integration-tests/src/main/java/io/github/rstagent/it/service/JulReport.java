// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.channel.ChannelHandlerContext;
import java.util.logging.Level;
import java.util.logging.Logger;

final class JulReport implements ExceptionReport {
  private static final Logger LOG = Logger.getLogger("service");

  @Override
  public void report(ChannelHandlerContext context, Throwable cause) {
    LOG.log(Level.WARNING, context.channel() + " has failed", cause);
  }
}
