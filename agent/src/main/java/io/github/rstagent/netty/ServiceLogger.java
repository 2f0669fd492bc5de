// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

/** The logger {@code rst-agent} of the service's own logging. */
public interface ServiceLogger {
  void info(String line);

  void warn(String line);
}
