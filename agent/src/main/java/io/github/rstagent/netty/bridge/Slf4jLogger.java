// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.ServiceLogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/** Logs the summary and advice with the service's SLF4J. */
public final class Slf4jLogger implements ServiceLogger {
  private final Logger logger = LoggerFactory.getLogger("rst-agent");

  /**
   * @throws IllegalStateException where SLF4J has no binding, so that every line would be lost
   */
  public Slf4jLogger() {
    if (logger instanceof NOPLogger) {
      throw new IllegalStateException("SLF4J has no binding");
    }
  }

  @Override
  public String factory() {
    return LoggerFactory.getILoggerFactory().getClass().getName();
  }

  @Override
  public void info(String line) {
    logger.info(line);
  }

  @Override
  public void warn(String line) {
    logger.warn(line);
  }
}
