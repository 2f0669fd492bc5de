// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The beat of the agent's thread, which shows its state anew every second once somebody has asked:
 * for tests that something does not happen although that thread is at work.
 */
public final class AgentTicks {
  private static final String STATUS = "io.github.rstagent.status";

  private AgentTicks() {}

  public static void await(Service service, int ticks) {
    Attachment.load(service.jvm(), ":status ticks");
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(service.jvm().pid()));
      try {
        for (int i = 0; i < ticks; i++) {
          String before = property(machine);
          Await.until(() -> !property(machine).equals(before), "the agent's next second", () -> "");
        }
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new AssertionError("Cannot ask " + service.jvm().pid(), e);
    }
  }

  private static String property(VirtualMachine machine) {
    try {
      return machine.getSystemProperties().getProperty(STATUS, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
