// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import java.net.URL;
import java.util.List;

/**
 * What a real server logs with. The first line of each event begins with its level, or with its
 * thread and its level.
 */
record ServerLogging(String title, List<String> coordinates, List<String> jvmArguments) {
  private static final String LOG4J_VERSION = System.getProperty("it.log4j.version");

  static final ServerLogging LOGBACK =
      new ServerLogging(
          "Logback",
          List.of("ch.qos.logback:logback-classic:" + System.getProperty("it.logback.version")),
          List.of("-Dlogback.configurationFile=" + resource("logback.xml")));

  /** The server brings it; it takes its appenders by the names that they had before. */
  static final ServerLogging LOGBACK_RELOCATED =
      new ServerLogging(
          "Logback, relocated",
          List.of(),
          List.of("-Drmq.logback.configurationFile=" + resource("logback.xml")));

  /** Without SLF4J. */
  static final ServerLogging LOG4J2 =
      new ServerLogging(
          "Log4j 2",
          List.of("org.apache.logging.log4j:log4j-core:" + LOG4J_VERSION),
          List.of("-Dlog4j2.configurationFile=" + resource("log4j2.xml")));

  static final ServerLogging LOG4J2_BELOW_SLF4J =
      new ServerLogging(
          "SLF4J with Log4j 2",
          List.of("org.apache.logging.log4j:log4j-slf4j2-impl:" + LOG4J_VERSION),
          LOG4J2.jvmArguments());

  static final ServerLogging LOG4J2_ASYNCHRONOUS =
      new ServerLogging(
          "SLF4J with Log4j 2, asynchronous",
          List.of(
              "org.apache.logging.log4j:log4j-slf4j2-impl:" + LOG4J_VERSION,
              "com.lmax:disruptor:3.4.4"),
          List.of(
              LOG4J2.jvmArguments().get(0),
              "-Dlog4j2.contextSelector="
                  + "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector"));

  static final ServerLogging RELOAD4J =
      new ServerLogging(
          "reload4j",
          List.of("org.slf4j:slf4j-reload4j:2.0.17"),
          List.of("-Dlog4j.configuration=" + resource("log4j.properties")));

  static final ServerLogging SLF4J_SIMPLE =
      new ServerLogging("slf4j-simple", List.of("org.slf4j:slf4j-simple:2.0.17"), List.of());

  static final ServerLogging TINYLOG =
      new ServerLogging(
          "tinylog",
          List.of("org.tinylog:slf4j-tinylog:2.7.0", "org.tinylog:tinylog-impl:2.7.0"),
          List.of(
              "-Dtinylog.writer=console",
              "-Dtinylog.writer.level=info",
              "-Dtinylog.writer.format={level} {class} {thread} {message}"));

  static final ServerLogging JUL =
      new ServerLogging(
          "java.util.logging",
          List.of(),
          List.of("-Djava.util.logging.config.file=" + resource("logging.properties").getPath()));

  private static URL resource(String name) {
    return ServerLogging.class.getResource("/" + name);
  }
}
