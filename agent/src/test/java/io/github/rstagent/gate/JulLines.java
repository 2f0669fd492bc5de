// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** java.util.logging. */
public final class JulLines implements Lines {
  @Override
  public String warning() {
    return "WARNING";
  }

  @Override
  public boolean hasArguments() {
    return true;
  }

  @Override
  public void log(String logger, String text, Throwable thrown, Object... arguments) {
    if (arguments.length == 0) {
      Logger.getLogger(logger).log(Level.WARNING, text, thrown);
      return;
    }
    LogRecord event = new LogRecord(Level.WARNING, text);
    event.setLoggerName(logger);
    event.setThrown(thrown);
    event.setParameters(arguments);
    Logger.getLogger(logger).log(event);
  }

  @Override
  public boolean log(Severity severity, String logger, String text, Throwable thrown) {
    Logger.getLogger(logger).log(new OwnLevel(severity), text, thrown);
    return true;
  }

  private static final class OwnLevel extends Level {
    private static final long serialVersionUID = 1L;

    OwnLevel(Severity severity) {
      super(severity.name(), SEVERE.intValue() + 50 * severity.aboveError());
    }
  }
}
