// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

/**
 * The way from the agent to one Netty, and to the logging library that this Netty's class loader
 * sees.
 *
 * <p>It is held by Netty's own class (through {@link ClassValue}) and by nothing of the agent's, so
 * that a web application that brings its Netty can be collected.
 */
public final class NettyAccess {
  private static final ClassValue<NettyAccess> BY_CLASS =
      new ClassValue<NettyAccess>() {
        @Override
        protected NettyAccess computeValue(Class<?> type) {
          return open(type);
        }
      };

  private final BridgeLoader logging;
  private final NettyChannels channels;
  // Logging is looked for when it is first needed, which is never before the application's first
  // reset: to touch a logging library earlier than the application does would configure it without
  // the application. Not under a lock: the library is foreign code, which may wait, and event loops
  // come here. What two threads do at once is done twice.
  private volatile DiagnosticContext context;
  private volatile boolean contextSought;
  private volatile ServiceLogger logger;
  private volatile boolean loggerSought;

  private NettyAccess(BridgeLoader logging, NettyChannels channels) {
    this.logging = logging;
    this.channels = channels;
  }

  /**
   * The access to the Netty that an object belongs to.
   *
   * @param subject what that Netty fires exceptions through: a pipeline, in Netty 3 a channel
   * @throws IllegalStateException where it is of no Netty that there is a bridge for
   */
  public static NettyAccess of(Object subject) {
    return BY_CLASS.get(subject.getClass());
  }

  private static NettyAccess open(Class<?> subject) {
    for (Class<?> type = subject; type != null; type = type.getSuperclass()) {
      for (Generation generation : Generation.ALL) {
        String nettyPackage = generation.packageOf(type.getName());
        if (nettyPackage == null) {
          continue;
        }
        if (type != subject) {
          return BY_CLASS.get(type);
        }
        BridgeLoader bridges =
            new BridgeLoader(type.getClassLoader(), generation.compiledAgainst(), nettyPackage);
        return new NettyAccess(
            loggingBridges(bridges, generation, nettyPackage),
            bridges.make(NettyChannels.class, generation.bridge()));
      }
    }
    throw new IllegalStateException("no bridge for " + subject.getName());
  }

  /**
   * Where the class that logs for Netty lives in another loader, the logging library is seen from
   * there: of Netty's OSGi bundles, only netty-common imports SLF4J.
   */
  private static BridgeLoader loggingBridges(
      BridgeLoader bridges, Generation generation, String nettyPackage) {
    try {
      ClassLoader logs =
          Class.forName(nettyPackage + generation.loggerFactory(), false, bridges.getParent())
              .getClassLoader();
      return logs == bridges.getParent()
          ? bridges
          : new BridgeLoader(logs, generation.compiledAgainst(), nettyPackage);
    } catch (ClassNotFoundException | LinkageError e) {
      return bridges;
    }
  }

  /** The Netty's channels and pipelines. */
  public NettyChannels channels() {
    return channels;
  }

  /**
   * The application's diagnostic context: SLF4J's, or Log4j 2's where there is no SLF4J; {@code
   * null} where there is neither, or where the SLF4J binding has none.
   */
  public DiagnosticContext diagnosticContext() {
    if (!contextSought) {
      DiagnosticContext found = optional(DiagnosticContext.class, "Slf4jContext");
      context = found == null ? optional(DiagnosticContext.class, "Log4jContext") : found;
      contextSought = true;
    }
    return context;
  }

  /** The application's SLF4J logger {@code rst-agent}, or {@code null} where there is none. */
  public ServiceLogger logger() {
    if (!loggerSought) {
      logger = optional(ServiceLogger.class, "Slf4jLogger");
      loggerSought = true;
    }
    return logger;
  }

  private <T> T optional(Class<T> type, String bridge) {
    try {
      return logging.make(type, bridge);
    } catch (IllegalStateException | LinkageError e) {
      return null; // the library is not there, or says that it has nothing to offer
    }
  }
}
