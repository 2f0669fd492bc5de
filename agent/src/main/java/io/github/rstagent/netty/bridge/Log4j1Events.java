// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.LogEvents;
import org.apache.log4j.Level;
import org.apache.log4j.spi.LoggingEvent;
import org.apache.log4j.spi.ThrowableInformation;

/** Reads events of Log4j 1.2 and reload4j, which have no arguments. */
public final class Log4j1Events extends LogEvents {
  @Override
  public boolean isError(Object event) {
    return ((LoggingEvent) event).getLevel().toInt() >= Level.ERROR_INT;
  }

  @Override
  public String level(Object event) {
    return ((LoggingEvent) event).getLevel().toString();
  }

  @Override
  public String logger(Object event, Object source) {
    return ((LoggingEvent) event).getLoggerName();
  }

  @Override
  public Object message(Object event) {
    return ((LoggingEvent) event).getMessage();
  }

  @Override
  public Throwable throwable(Object event) {
    ThrowableInformation information = ((LoggingEvent) event).getThrowableInformation();
    if (information == null) {
      return null;
    }
    Throwable throwable = information.getThrowable();
    return throwable == null ? unknown() : throwable; // it came over a wire
  }

  @Override
  public Object[] arguments(Object event) {
    return null;
  }
}
