// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import java.lang.instrument.Instrumentation;

/**
 * The agent's entry: {@code -javaagent:rst-agent.jar=OPTIONS}.
 *
 * <p>Before {@code main} as little as possible happens here: options and list are read and a class
 * file transformer is added. No java.util.logging, no java.nio.file, no JMX, no threads, no
 * lambdas: each of these is initialised by whoever comes first, and that must be the application.
 */
public final class RstAgent {
  private RstAgent() {}

  /**
   * Called by the JVM before {@code main}. Never throws: an exception from here would stop the JVM.
   *
   * @param arguments what follows the jar's name and {@code =}, or {@code null}
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation);
  }

  /** Called by the JVM when the agent is loaded into a running service. Never throws. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    if (Command.is(arguments)) {
      obey(arguments, instrumentation);
    } else {
      start(arguments, instrumentation);
    }
  }

  private static void obey(String command, Instrumentation instrumentation) {
    try {
      Command.run(command, instrumentation);
    } catch (Throwable t) {
      complain("a command failed, and what it would have changed may be half changed", t);
    }
  }

  private static void start(String arguments, Instrumentation instrumentation) {
    try {
      if (!JdkTool.isRunning()) {
        Agent.start(arguments, instrumentation);
      }
    } catch (Throwable t) {
      complain("does nothing, because its start failed", t);
    }
  }

  @SuppressWarnings("SystemOut") // stderr, and nothing else is up yet
  private static void complain(String what, Throwable failure) {
    try {
      System.err.println("[rst-agent] " + what + ": " + failure);
    } catch (Throwable t) {
      // Out of memory or stack: what is thrown from here stops the JVM.
    }
  }
}
