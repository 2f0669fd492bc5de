// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.github.rstagent.netty.LogEvents;
import java.lang.reflect.Method;
import java.util.List;

/** Reads Logback's events, by methods that every release from 1.0.0 on has. */
public final class LogbackEvents extends LogEvents {
  private final Method pairs = pairs();

  /** {@code null} before 1.3. */
  private static Method pairs() {
    try {
      return ILoggingEvent.class.getMethod("getKeyValuePairs");
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private boolean hasPairs(ILoggingEvent event) {
    try {
      List<?> known = pairs == null ? null : (List<?>) pairs.invoke(event);
      return known != null && !known.isEmpty();
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  @Override
  public boolean isError(Object event) {
    return ((ILoggingEvent) event).getLevel().toInt() >= Level.ERROR_INT;
  }

  @Override
  public String level(Object event) {
    return ((ILoggingEvent) event).getLevel().toString();
  }

  @Override
  public String logger(Object event, Object source) {
    return ((ILoggingEvent) event).getLoggerName();
  }

  @Override
  public Object message(Object event) {
    return ((ILoggingEvent) event).getMessage();
  }

  @Override
  public Throwable throwable(Object event) {
    ILoggingEvent logged = (ILoggingEvent) event;
    if (hasPairs(logged)) {
      return unknown(); // values may be anything
    }
    IThrowableProxy proxy = logged.getThrowableProxy();
    if (proxy == null) {
      return null;
    }
    return proxy instanceof ThrowableProxy ? ((ThrowableProxy) proxy).getThrowable() : unknown();
  }

  @Override
  public Object[] arguments(Object event) {
    return ((ILoggingEvent) event).getArgumentArray();
  }
}
