// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.util.logging.LogManager;

/** A log manager of the service's own, which tells who has made it. */
public final class LateLogManager extends LogManager {
  /** Set to the name of the thread that was the first to touch java.util.logging. */
  public static final String MAKER = "it.log-manager.maker";

  public LateLogManager() {
    System.setProperty(MAKER, Thread.currentThread().getName());
  }
}
