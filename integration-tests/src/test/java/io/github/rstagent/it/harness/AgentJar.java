// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The agent's jar as users get it. */
public final class AgentJar {
  private AgentJar() {}

  public static Path path() {
    Path jar = Path.of(System.getProperty("it.agent.jar")).normalize();
    if (!Files.isRegularFile(jar)) {
      throw new AssertionError("The agent's jar is not built: " + jar + " does not exist");
    }
    return jar;
  }
}
