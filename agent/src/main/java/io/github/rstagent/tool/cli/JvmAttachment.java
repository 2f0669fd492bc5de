// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.Properties;

/** A connection to another JVM of this machine, by the JDK's attach mechanism. */
interface JvmAttachment extends Closeable {
  /**
   * The other JVM's system properties, as they are now.
   *
   * @throws IOException where it has ended
   */
  Properties systemProperties() throws IOException;

  /**
   * Has the other JVM load an agent, and waits until its {@code agentmain} is done.
   *
   * @throws UnreachableException where it refuses
   * @throws IOException where it has ended
   */
  void loadAgent(String jar, String argument) throws IOException, UnreachableException;
}
