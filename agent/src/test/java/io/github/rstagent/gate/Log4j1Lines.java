// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import org.apache.log4j.BasicConfigurator;
import org.apache.log4j.Logger;

/** Log4j 1. */
public final class Log4j1Lines implements Lines {
  public Log4j1Lines() {
    BasicConfigurator.configure();
  }

  @Override
  public boolean hasArguments() {
    return false;
  }

  @Override
  public void log(String logger, String text, Throwable thrown, Object... arguments) {
    Logger.getLogger(logger).warn(text, thrown);
  }
}
