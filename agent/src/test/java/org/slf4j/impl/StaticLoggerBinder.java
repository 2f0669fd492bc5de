// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package org.slf4j.impl;

import java.util.concurrent.BlockingQueue;
import org.slf4j.ILoggerFactory;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLoggerFactory;

/** SLF4J 1.7 finds this class by its name: the tests' binding keeps what is logged. */
public final class StaticLoggerBinder {
  private static final StaticLoggerBinder SINGLETON = new StaticLoggerBinder();
  private static final SubstituteLoggerFactory LOGGERS = new SubstituteLoggerFactory();

  private StaticLoggerBinder() {}

  public static StaticLoggerBinder getSingleton() {
    return SINGLETON;
  }

  public ILoggerFactory getLoggerFactory() {
    return LOGGERS;
  }

  public String getLoggerFactoryClassStr() {
    return LOGGERS.getClass().getName();
  }

  /** What was logged, of all loggers. */
  public static BlockingQueue<SubstituteLoggingEvent> events() {
    return LOGGERS.getEventQueue();
  }
}
