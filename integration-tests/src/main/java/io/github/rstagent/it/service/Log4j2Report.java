// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.channel.ChannelHandlerContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

final class Log4j2Report implements ExceptionReport {
  private static final Logger LOG = LogManager.getLogger("service");

  @Override
  public void report(ChannelHandlerContext context, Throwable cause) {
    LOG.warn("{} has failed", context.channel(), cause);
  }
}
