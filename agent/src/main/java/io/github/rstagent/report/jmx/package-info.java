// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
/**
 * Registers the agent with the JVM's MBean server, when that may be touched. On the agent's thread.
 */
package io.github.rstagent.report.jmx;
