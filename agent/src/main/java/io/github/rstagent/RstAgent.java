// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.boot.AgentLoader;
import io.github.rstagent.boot.StderrWriter;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * The agent's entry: {@code -javaagent:rst-agent.jar=OPTIONS}.
 *
 * <p>Before {@code main} as little as possible happens here: options and list are read and a class
 * file transformer is added. No java.util.logging, no java.nio.file, no JMX, no lambdas, and no
 * thread but the one that writes to stderr: each of these is initialised by whoever comes first,
 * and that must be the application.
 */
public final class RstAgent {
  /** How the argument begins where the jar's own commands load it: options never do. */
  private static final String COMMAND = ":";

  private static final String ENTRY = "io.github.rstagent.agent.Entry";
  private static ClassLoader loader; // one, however often the flag is given

  private RstAgent() {}

  /**
   * Called by the JVM before {@code main}. Never throws: an exception from here would stop the JVM.
   *
   * @param arguments what follows the jar's name and {@code =}, or {@code null}
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    call("start", arguments, instrumentation);
  }

  /** Called by the JVM when the agent is loaded into a running service. Never throws. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    boolean isCommand = arguments != null && arguments.startsWith(COMMAND);
    call(isCommand ? "obey" : "start", arguments, instrumentation);
  }

  private static void call(String method, String arguments, Instrumentation instrumentation) {
    try {
      entry()
          .getMethod(method, String.class, Instrumentation.class)
          .invoke(null, arguments, instrumentation);
    } catch (InvocationTargetException e) {
      complain(e.getCause());
    } catch (Throwable t) {
      complain(t);
    }
  }

  private static synchronized Class<?> entry() throws ClassNotFoundException {
    if (loader == null) {
      loader = AgentLoader.of(RstAgent.class);
    }
    return loader.loadClass(ENTRY);
  }

  /** Where the agent is not even there to say it: through a writer of this class loader's. */
  private static void complain(Throwable failure) {
    try {
      StderrWriter stderr = new StderrWriter();
      stderr.add("does nothing, because its start failed: " + failure);
      stderr.begin();
      stderr.awaitWritten(StderrWriter.START_MILLIS);
    } catch (Throwable t) {
      // Out of memory or stack: what is thrown from here stops the JVM.
    }
  }
}
