// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

/**
 * The way from the agent to each logging library. It is held by the library's own class (through
 * {@link ClassValue}) and by nothing of the agent's, so that a web application that brings its
 * logging can be collected.
 */
public final class LoggingLibraries {
  /** Loggers, and the bridge to their library. */
  private static final String[][] BRIDGES = {
    {"ch.qos.logback.classic.Logger", "LogbackEvents"},
    {"org.apache.logging.log4j.core.Logger", "Log4j2Events"},
    {"java.util.logging.Logger", "JulEvents"}, // also JBoss LogManager's, which extends it
    {"org.apache.log4j.Category", "Log4j1Events"},
    {"org.slf4j.impl.SimpleLogger", "Slf4jSimple1Events"},
    {"org.slf4j.simple.SimpleLogger", "Slf4jSimple2Events"}
  };

  private static final ClassValue<LogEvents> BY_CLASS =
      new ClassValue<LogEvents>() {
        @Override
        protected LogEvents computeValue(Class<?> type) {
          return open(type);
        }
      };

  private LoggingLibraries() {}

  /**
   * The events of the library that a logger belongs to.
   *
   * @throws IllegalStateException where there is no bridge for it
   */
  public static LogEvents eventsOf(Object logger) {
    return BY_CLASS.get(logger.getClass());
  }

  private static LogEvents open(Class<?> logger) {
    for (Class<?> type = logger; type != null; type = type.getSuperclass()) {
      for (String[] bridge : BRIDGES) {
        if (type.getName().equals(bridge[0])) {
          return type == logger
              ? BridgeLoader.beside(type).make(LogEvents.class, bridge[1])
              : BY_CLASS.get(type);
        }
      }
    }
    throw new IllegalStateException("no bridge for " + logger.getName());
  }
}
