// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

/**
 * A method of a logging library that every event goes through, on the thread that logs it, before
 * any appender, filter of an appender, or queue of an asynchronous one.
 *
 * <p>Log4j 2 and slf4j-simple have no object for an event there: what makes up the event is passed
 * as an array.
 */
final class EventMethod {
  private static final String MESSAGE = "Lorg/apache/logging/log4j/message/Message;";
  private static final String LOG4J = "Lorg/apache/logging/log4j/";
  private static final String TEXT = "Ljava/lang/String;";
  private static final String THROWABLE = "Ljava/lang/Throwable;";

  /** Since 2.0; overridden by what is logged with the Disruptor. */
  private static final String LOG4J_MESSAGE =
      "(" + TEXT + LOG4J + "Level;" + LOG4J + "Marker;" + MESSAGE + THROWABLE + ")V";

  /** Since 2.12.1, for callers that know their own location; others come by here, too. */
  private static final String LOG4J_LOCATED =
      "("
          + LOG4J
          + "Level;"
          + LOG4J
          + "Marker;"
          + TEXT
          + "Ljava/lang/StackTraceElement;"
          + MESSAGE
          + THROWABLE
          + ")V";

  static final EventMethod[] ALL = {
    new EventMethod(
        "Logback", // 1.0 to 1.5
        "ch/qos/logback/classic/Logger",
        "callAppenders",
        "(Lch/qos/logback/classic/spi/ILoggingEvent;)V",
        1),
    new EventMethod(
        "Log4j 2", "org/apache/logging/log4j/core/Logger", "logMessage", LOG4J_MESSAGE, 4, 5),
    new EventMethod("Log4j 2", "org/apache/logging/log4j/core/Logger", "log", LOG4J_LOCATED, 5, 6),
    new EventMethod(
        "Log4j 2",
        "org/apache/logging/log4j/core/async/AsyncLogger",
        "logMessage",
        LOG4J_MESSAGE,
        4,
        5),
    new EventMethod(
        "Log4j 2", "org/apache/logging/log4j/core/async/AsyncLogger", "log", LOG4J_LOCATED, 5, 6),
    new EventMethod(
        "java.util.logging",
        "java/util/logging/Logger",
        "log",
        "(Ljava/util/logging/LogRecord;)V",
        1),
    new EventMethod( // does not call what it overrides
        "JBoss LogManager",
        "org/jboss/logmanager/Logger",
        "logRaw",
        "(Lorg/jboss/logmanager/ExtLogRecord;)V",
        1),
    new EventMethod( // 1.2; reload4j
        "Log4j 1",
        "org/apache/log4j/Category",
        "callAppenders",
        "(Lorg/apache/log4j/spi/LoggingEvent;)V",
        1),
    new EventMethod( // 1.6, 1.7
        "slf4j-simple",
        "org/slf4j/impl/SimpleLogger",
        "log",
        "(I" + TEXT + THROWABLE + ")V",
        1,
        2,
        3),
    // What formats the text calls the former, which does not see the arguments any more.
    new EventMethod(
        "slf4j-simple",
        "org/slf4j/impl/SimpleLogger",
        "formatAndLog",
        "(I" + TEXT + "Ljava/lang/Object;Ljava/lang/Object;)V",
        1,
        2,
        3,
        4),
    new EventMethod(
        "slf4j-simple",
        "org/slf4j/impl/SimpleLogger",
        "formatAndLog",
        "(I" + TEXT + "[Ljava/lang/Object;)V",
        1,
        2,
        3),
    new EventMethod( // 2.0
        "slf4j-simple",
        "org/slf4j/simple/SimpleLogger",
        "innerHandleNormalizedLoggingCall",
        "(Lorg/slf4j/event/Level;Ljava/util/List;"
            + TEXT
            + "[Ljava/lang/Object;"
            + THROWABLE
            + ")V",
        3,
        4,
        5)
  };

  /**
   * Libraries that stand in for Log4j 1 have a {@code Category}, too, and log with another one that
   * is asked itself. Only the real one prints resource bundles.
   */
  private static final String REAL_LOG4J = "getResourceBundleString";

  private final String library;
  private final String type;
  private final String method;
  private final String descriptor;
  private final int[] event;

  /**
   * @param type internal name
   * @param event local variables that are passed: an only one as it is, more in an array
   */
  private EventMethod(String library, String type, String method, String descriptor, int... event) {
    this.library = library;
    this.type = type;
    this.method = method;
    this.descriptor = descriptor;
    this.event = event;
  }

  /** Has the table loaded. */
  static void load() {}

  /** As a person would name it. */
  String library() {
    return library;
  }

  boolean is(String name, String otherDescriptor) {
    return method.equals(name) && descriptor.equals(otherDescriptor);
  }

  /** The local variables that make up the event. */
  int[] event() {
    return event.clone();
  }

  /** Internal name of the class that declares it. */
  String type() {
    return type;
  }

  /** The library that a class of this internal name belongs to, or {@code null}. */
  static String libraryOf(String className) {
    if (!className.endsWith("Logger") && !className.endsWith("/Category")) {
      return null; // nearly every class that goes by
    }
    for (EventMethod method : ALL) {
      if (method.type.equals(className)) {
        return method.library;
      }
    }
    return null;
  }

  /** The method of a class, or {@code null} where it is none of these. */
  static EventMethod of(String className, String name, String descriptor) {
    for (EventMethod method : ALL) {
      if (method.type.equals(className) && method.is(name, descriptor)) {
        return method;
      }
    }
    return null;
  }

  /** Whether a class is what its name says, rather than another library's in its place. */
  static boolean isReal(String className, byte[] classFile) {
    return !className.endsWith("/Category") || ClassFileText.mentions(classFile, REAL_LOG4J);
  }
}
