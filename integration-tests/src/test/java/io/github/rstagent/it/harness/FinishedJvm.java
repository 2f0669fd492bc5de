// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a JVM has left behind.
 *
 * @param rawStdout its bytes, one a character
 */
public record FinishedJvm(
    int exitCode, List<String> stdout, List<String> stderr, String rawStdout) {

  /** What JDK 24 and later say of Netty's use of sun.misc.Unsafe, once (JEP 498). */
  private static final Pattern NETTYS_UNSAFE =
      Pattern.compile(
          "WARNING: (A terminally deprecated method in sun.misc.Unsafe has been called"
              + "|sun.misc.Unsafe::\\w+ has been called by io.netty.*"
              + "|Please consider reporting this to the maintainers of class io.netty.*"
              + "|sun.misc.Unsafe::\\w+ will be removed in a future release)");

  /** What is on stderr apart from the agent's own lines, and from the JVM's about Netty. */
  public List<String> stderrOfOthers() {
    return stderr.stream()
        .filter(line -> !AgentSays.isOwnLine(line) && !NETTYS_UNSAFE.matcher(line).matches())
        .toList();
  }

  public List<String> agentLines() {
    return stderr.stream().filter(AgentSays::isOwnLine).toList();
  }
}
