// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

/** A generation of Netty, with an API of its own and so with a bridge of its own. */
final class Generation {
  static final Generation[] ALL = {
    // 5 means the two alphas: their API is that of 4 as far as the bridge goes.
    new Generation(
        "io.netty",
        ".channel.DefaultChannelPipeline",
        "Netty4Channels",
        ".util.internal.logging.InternalLoggerFactory"),
    new Generation(
        "org.jboss.netty",
        ".channel.AbstractChannel",
        "Netty3Channels",
        ".logging.InternalLoggerFactory")
  };

  private final String compiledAgainst;
  private final String subject;
  private final String bridge;

  private final String loggerFactory;

  private Generation(String compiledAgainst, String subject, String bridge, String loggerFactory) {
    this.loggerFactory = loggerFactory;
    this.compiledAgainst = compiledAgainst;
    this.subject = subject;
    this.bridge = bridge;
  }

  /** The package that the bridge was compiled against. */
  String compiledAgainst() {
    return compiledAgainst;
  }

  String bridge() {
    return bridge;
  }

  /** The class that finds the logging library, below the root package. */
  String loggerFactory() {
    return loggerFactory;
  }

  /**
   * The root package of a Netty of this generation, or {@code null} where the class is not the one
   * that tells.
   */
  String packageOf(String className) {
    return className.endsWith(subject)
        ? className.substring(0, className.length() - subject.length())
        : null;
  }
}
