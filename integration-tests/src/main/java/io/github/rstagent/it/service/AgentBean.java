// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The agent's MBean as any monitoring inside the service would read it. */
final class AgentBean {
  private static final String NAME = "io.github.rstagent:type=RstAgent";

  private AgentBean() {}

  static String read(String attribute) {
    try {
      return String.valueOf(
          ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(NAME), attribute));
    } catch (JMException e) {
      return e.getClass().getSimpleName();
    }
  }
}
