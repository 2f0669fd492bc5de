// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

/**
 * The way from the agent to each logging library. It is held by the library's own class (through
 * {@link ClassValue}) and by nothing of the agent's, so that a web application that brings its
 * logging can be collected.
 */
public final class LoggingLibraries {
  /**
   * Loggers: the library's package, which may be another one in a relocated copy, the rest of the
   * class's name, and the bridge.
   */
  private static final String[][] BRIDGES = {
    {"ch.qos.logback", ".classic.Logger", "LogbackEvents"},
    {"org.apache.logging.log4j", ".core.Logger", "Log4j2Events"},
    {"org.apache", ".log4j.Category", "Log4j1Events"},
    {"", "java.util.logging.Logger", "JulEvents"}, // also JBoss LogManager's, which extends it
    {"", "org.slf4j.impl.SimpleLogger", "Slf4jSimple1Events"},
    {"", "org.slf4j.simple.SimpleLogger", "Slf4jSimple2Events"},
    {"", "org.tinylog.core.TinylogLoggingProvider", "TinylogEvents"}
  };

  /** How the names of SLF4J's factories end that make loggers of these libraries. */
  private static final String[] FACTORIES = {
    ".classic.LoggerContext",
    ".Log4jLoggerFactory", // of Log4j 2 and Log4j 1
    ".Reload4jLoggerFactory",
    ".JDK14LoggerFactory",
    "org.slf4j.impl.Slf4jLoggerFactory", // of JBoss LogManager
    ".SimpleLoggerFactory",
    "TinylogLoggerFactory"
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

  /**
   * Whether loggers are of one of these libraries.
   *
   * @param factory the class of SLF4J's factory
   */
  public static boolean areMadeBy(String factory) {
    for (String known : FACTORIES) {
      if (factory.endsWith(known)) {
        return true;
      }
    }
    return false;
  }

  private static LogEvents open(Class<?> logger) {
    Class<?> known = null;
    String[] bridge = null;
    // The last is the library's: an application may call a subclass of it so, too.
    for (Class<?> type = logger; type != null; type = type.getSuperclass()) {
      for (String[] candidate : BRIDGES) {
        if (type.getName().endsWith(candidate[1])) {
          known = type;
          bridge = candidate;
        }
      }
    }
    if (known == null) {
      throw new IllegalStateException("no bridge for " + logger.getName());
    }
    if (known != logger) {
      return BY_CLASS.get(known);
    }
    String name = known.getName();
    String root = name.substring(0, name.length() - bridge[1].length());
    return new BridgeLoader(known.getClassLoader(), bridge[0], root)
        .make(LogEvents.class, bridge[2]);
  }
}
