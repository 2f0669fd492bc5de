// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import io.netty.channel.ChannelHandlerContext;

/** What the service's handler does with an exception. */
interface ExceptionReport {
  void report(ChannelHandlerContext context, Throwable cause);

  /** One class per way, since each links a library that only some services have. */
  static ExceptionReport named(String name) {
    switch (name) {
      case "tail":
        return ChannelHandlerContext::fireExceptionCaught;
      case "slf4j":
        return new Slf4jReport();
      case "jul":
        return new JulReport();
      case "log4j2":
        return new Log4j2Report();
      default:
        throw new IllegalArgumentException("exceptions=" + name);
    }
  }
}
