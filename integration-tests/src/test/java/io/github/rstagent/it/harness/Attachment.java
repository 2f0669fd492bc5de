// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;

/** Loads the agent into a JVM that runs. */
public final class Attachment {
  private Attachment() {}

  public static void load(ForkedJvm jvm, String options) {
    load(jvm, AgentJar.path(), options);
  }

  /** A system property as it is now, or {@code null}. */
  public static String property(ForkedJvm jvm, String key) {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(jvm.pid()));
      try {
        return machine.getSystemProperties().getProperty(key);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new AssertionError("Cannot ask " + jvm.pid(), e);
    }
  }

  /** Loads any agent. */
  public static void load(ForkedJvm jvm, Path agent, String options) {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(jvm.pid()));
      try {
        machine.loadAgent(agent.toString(), options);
      } finally {
        machine.detach();
      }
    } catch (AgentLoadException e) {
      // Java 8 answers with the bare return code, which later attach clients do not understand.
      if (!"0".equals(e.getMessage())) {
        throw new AssertionError("Cannot load " + agent + " into " + jvm.pid(), e);
      }
    } catch (AttachNotSupportedException | AgentInitializationException | IOException e) {
      throw new AssertionError("Cannot load " + agent + " into " + jvm.pid(), e);
    }
  }
}
