// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.LogEvents;
import org.slf4j.Logger;
import org.slf4j.spi.LocationAwareLogger;

/**
 * slf4j-simple up to 1.7: asked with level, text and throwable, or, in the method that formats and
 * then calls the other, with level, text and arguments. Both leave it to the other, or to
 * themselves, whether the level is on.
 */
public final class Slf4jSimple1Events extends LogEvents {
  /** Of the levels 0, 10, and so on. */
  private static final String[] NAMES = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR"};

  /** Set where this thread has decided on an event by its arguments: it comes again as a text. */
  private final ThreadLocal<Boolean> shown = new ThreadLocal<Boolean>();

  @Override
  public boolean isPending(Object event, Object source) {
    if (!isEnabled((Logger) source, levelOf(event))) {
      return false;
    }
    if (isUnformatted(event)) {
      shown.set(Boolean.TRUE); // until it turns out to be hidden
      return true;
    }
    boolean pending = shown.get() == null;
    shown.remove();
    return pending;
  }

  @Override
  public void hidden(Object event) {
    shown.remove();
  }

  private static int levelOf(Object event) {
    return (Integer) ((Object[]) event)[0];
  }

  private static boolean isUnformatted(Object event) {
    Object[] parts = (Object[]) event;
    return parts.length == 4 || parts[2] instanceof Object[];
  }

  private static boolean isEnabled(Logger logger, int level) {
    if (level >= LocationAwareLogger.ERROR_INT) {
      return logger.isErrorEnabled();
    }
    if (level >= LocationAwareLogger.WARN_INT) {
      return logger.isWarnEnabled();
    }
    if (level >= LocationAwareLogger.INFO_INT) {
      return logger.isInfoEnabled();
    }
    return level >= LocationAwareLogger.DEBUG_INT
        ? logger.isDebugEnabled()
        : logger.isTraceEnabled();
  }

  @Override
  public boolean isError(Object event) {
    return levelOf(event) >= LocationAwareLogger.ERROR_INT;
  }

  @Override
  public String level(Object event) {
    return NAMES[Math.min(levelOf(event), LocationAwareLogger.ERROR_INT) / 10];
  }

  @Override
  public String logger(Object event, Object source) {
    return ((Logger) source).getName();
  }

  @Override
  public Object message(Object event) {
    return ((Object[]) event)[1];
  }

  @Override
  public Throwable throwable(Object event) {
    return isUnformatted(event) ? null : (Throwable) ((Object[]) event)[2];
  }

  @Override
  public Object[] arguments(Object event) {
    Object[] parts = (Object[]) event;
    if (!isUnformatted(event)) {
      return null;
    }
    return parts.length == 4 ? new Object[] {parts[2], parts[3]} : (Object[]) parts[2];
  }
}
