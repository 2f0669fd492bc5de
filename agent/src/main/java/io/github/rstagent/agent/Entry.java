// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.RstAgent;
import io.github.rstagent.boot.JdkTool;
import io.github.rstagent.boot.StderrWriter;
import io.github.rstagent.report.Console;
import java.lang.instrument.Instrumentation;

/**
 * What {@link RstAgent} calls, by name: it lives in a loader of its own from here on. Has what is
 * said written before the JVM goes on, if stderr takes it.
 */
public final class Entry {
  private static final Console CONSOLE = new Console(new StderrWriter()); // one in a JVM

  private Entry() {}

  /** Starts the agent, or gives the one that runs new options; not in the JDK's own tools. */
  public static void start(String arguments, Instrumentation instrumentation) {
    if (JdkTool.isRunning()) {
      return;
    }
    try {
      Agent.start(arguments, instrumentation, CONSOLE);
    } catch (Throwable t) {
      CONSOLE.failed("does nothing, because its start failed", t);
    }
    CONSOLE.awaitWritten(StderrWriter.START_MILLIS);
  }

  /** Carries out a command of the jar's. */
  public static void obey(String command, Instrumentation instrumentation) {
    try {
      Command.run(command, instrumentation, CONSOLE);
    } catch (Throwable t) {
      CONSOLE.failed("a command failed, and what it would have changed may be half changed", t);
    }
    CONSOLE.awaitWritten(StderrWriter.START_MILLIS);
  }
}
