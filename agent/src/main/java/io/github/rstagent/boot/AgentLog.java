// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

/** Where the agent's own lines go. Any thread; never throws, never waits. */
public interface AgentLog extends FailureLog {
  /** Says a line, without the prefix. */
  void say(String line);
}
