// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import org.apache.logging.log4j.ThreadContext;

/** As {@link Mdc}, for a service that has no SLF4J. */
final class Log4jMdc {
  private Log4jMdc() {}

  static void put(String key, String value) {
    ThreadContext.put(key, value);
  }
}
