// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What a service with a diagnostic context of its own does on its event loop. */
final class Mdc {
  private Mdc() {}

  static void put(String key, String value) {
    MDC.put(key, value);
  }

  static void log(String message) {
    LoggerFactory.getLogger("service").info(message);
  }
}
