// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;

/**
 * What the service logs with. All print a line of the form {@code LEVEL LOGGER THREAD
 * [rst.vip|rst.peer|rst.action] MESSAGE}, and the stack trace; java.util.logging knows neither
 * thread nor context, and prints to stderr.
 */
public enum Logging {
  LOGBACK(
      "ch.qos.logback:logback-classic:" + System.getProperty("it.logback.version"),
      "logback.configurationFile",
      "logback.xml"),
  LOGBACK_ASYNC(
      "ch.qos.logback:logback-classic:" + System.getProperty("it.logback.version"),
      "logback.configurationFile",
      "logback-async.xml"),
  LOGBACK_1_2("ch.qos.logback:logback-classic:1.2.13", "logback.configurationFile", "logback.xml"),
  LOGBACK_1_2_ASYNC(
      "ch.qos.logback:logback-classic:1.2.13", "logback.configurationFile", "logback-async.xml"),
  LOGBACK_1_5("ch.qos.logback:logback-classic:1.5.20", "logback.configurationFile", "logback.xml"),
  LOGBACK_1_5_ASYNC(
      "ch.qos.logback:logback-classic:1.5.20", "logback.configurationFile", "logback-async.xml"),
  LOG4J2_BELOW_SLF4J(
      "org.apache.logging.log4j:log4j-slf4j2-impl:" + System.getProperty("it.log4j.version"),
      "log4j2.configurationFile",
      "log4j2.xml"),
  LOG4J2(
      "org.apache.logging.log4j:log4j-core:" + System.getProperty("it.log4j.version"),
      "log4j2.configurationFile",
      "log4j2.xml"),
  LOG4J2_ASYNC(
      "org.apache.logging.log4j:log4j-core:" + System.getProperty("it.log4j.version"),
      "log4j2.configurationFile",
      "log4j2-async.xml"),
  LOG4J2_2_17(
      "org.apache.logging.log4j:log4j-core:2.17.2", "log4j2.configurationFile", "log4j2.xml"),
  LOG4J2_2_17_ASYNC(
      "org.apache.logging.log4j:log4j-core:2.17.2", "log4j2.configurationFile", "log4j2-async.xml"),
  JUL(null, "java.util.logging.config.file", "logging.properties");

  private final String coordinates;
  private final String property;
  private final String configuration;

  Logging(String coordinates, String property, String configuration) {
    this.coordinates = coordinates;
    this.property = property;
    this.configuration = configuration;
  }

  public List<Path> jars() {
    return coordinates == null ? List.of() : MavenJars.withDependencies(coordinates);
  }

  public List<String> jvmArguments() {
    URL resource = Logging.class.getResource("/" + configuration);
    try {
      return List.of("-D" + property + "=" + Path.of(resource.toURI()));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
