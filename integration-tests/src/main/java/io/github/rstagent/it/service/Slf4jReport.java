// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.channel.ChannelHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class Slf4jReport implements ExceptionReport {
  private static final Logger LOG = LoggerFactory.getLogger("service");

  @Override
  public void report(ChannelHandlerContext context, Throwable cause) {
    LOG.warn("{} has failed", context.channel(), cause);
  }
}
