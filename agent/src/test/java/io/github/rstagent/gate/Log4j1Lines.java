// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import org.apache.log4j.BasicConfigurator;
import org.apache.log4j.Level;
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

  @Override
  public boolean log(Severity severity, String logger, String text, Throwable thrown) {
    Logger.getLogger(logger).log(new OwnLevel(severity), text, thrown);
    return true;
  }

  private static final class OwnLevel extends Level {
    private static final long serialVersionUID = 1L;

    OwnLevel(Severity severity) {
      super(ERROR_INT + 5_000 * severity.aboveError(), severity.name(), 3);
    }
  }
}
