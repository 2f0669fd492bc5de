// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.RstAgent;
import io.github.rstagent.boot.JdkTool;
import java.lang.instrument.Instrumentation;

/** What {@link RstAgent} calls, by name: it lives in a loader of its own from here on. */
public final class Entry {
  private Entry() {}

  /** Starts the agent, or gives the one that runs new options; not in the JDK's own tools. */
  public static void start(String arguments, Instrumentation instrumentation) {
    if (!JdkTool.isRunning()) {
      Agent.start(arguments, instrumentation);
    }
  }

  /** Carries out a command of the jar's. */
  public static void obey(String command, Instrumentation instrumentation) {
    Command.run(command, instrumentation);
  }
}
