// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What each thread of a JVM does, as {@code jstack} prints it. */
public final class ThreadDump {
  /** Code of the agent's, as opposed to that of the services under test. */
  private static final Pattern OF_THE_AGENT =
      Pattern.compile("\\bat (io\\.github\\.rstagent\\.(?!it\\.)|java\\.lang\\.RstAgent)");

  private static final Pattern WAITS = Pattern.compile("State: (BLOCKED|WAITING|TIMED_WAITING)");

  private final List<String> threads = new ArrayList<>();

  private ThreadDump(List<String> lines) {
    String text = String.join("\n", lines);
    Arrays.stream(text.split("\n\n")).map(String::trim).forEach(threads::add);
  }

  public static ThreadDump of(Service service, ForkedJvms jvms) {
    String pid = String.valueOf(service.jvm().pid());
    FinishedJvm jstack = jvms.run(JvmCommand.tool(JavaHome.ofTheBuild(), "jstack", pid));
    if (jstack.exitCode() != 0) {
      throw new AssertionError("jstack has failed: " + jstack.stderr());
    }
    return new ThreadDump(jstack.stdout());
  }

  /** Whether a thread of the agent's is where it can be stuck. */
  public boolean agentIsAt(String frame) {
    return threads.stream()
        .anyMatch(thread -> thread.startsWith("\"rst-agent") && thread.contains(frame));
  }

  /** Threads of the service that wait for the agent. */
  public List<String> waitingForTheAgent() {
    return threads.stream()
        .filter(thread -> !thread.startsWith("\"rst-agent"))
        .filter(thread -> WAITS.matcher(thread).find() && OF_THE_AGENT.matcher(thread).find())
        .toList();
  }

  @Override
  public String toString() {
    return String.join("\n\n", threads);
  }
}
