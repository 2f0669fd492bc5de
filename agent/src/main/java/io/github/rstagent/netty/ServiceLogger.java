// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

/** The logger {@code rst-agent} of the service's own logging. */
public interface ServiceLogger {
  /** The class of what makes such loggers, which tells the library. */
  String factory();

  void info(String line);

  void warn(String line);
}
