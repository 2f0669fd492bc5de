// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.LogEvents;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Reads records of java.util.logging. Loaded only after the service has logged with it. */
public final class JulEvents extends LogEvents {
  @Override
  public boolean isPending(Object event, Object source) {
    return ((Logger) source).isLoggable(((LogRecord) event).getLevel());
  }

  @Override
  public boolean isError(Object event) {
    return ((LogRecord) event).getLevel().intValue() >= Level.SEVERE.intValue();
  }

  @Override
  public String level(Object event) {
    return ((LogRecord) event).getLevel().getName();
  }

  @Override
  public String logger(Object event, Object source) {
    return ((LogRecord) event).getLoggerName();
  }

  @Override
  public Object message(Object event) {
    return ((LogRecord) event).getMessage();
  }

  @Override
  public Throwable throwable(Object event) {
    return ((LogRecord) event).getThrown();
  }

  @Override
  public Object[] arguments(Object event) {
    return ((LogRecord) event).getParameters();
  }
}
