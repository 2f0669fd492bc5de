// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.List;

/**
 * What a JVM has left behind.
 *
 * @param rawStdout its bytes, one a character
 */
public record FinishedJvm(
    int exitCode, List<String> stdout, List<String> stderr, String rawStdout) {

  /** What is on stderr apart from the agent's own lines. */
  public List<String> stderrOfOthers() {
    return stderr.stream().filter(line -> !AgentSays.isOwnLine(line)).toList();
  }

  public List<String> agentLines() {
    return stderr.stream().filter(AgentSays::isOwnLine).toList();
  }
}
