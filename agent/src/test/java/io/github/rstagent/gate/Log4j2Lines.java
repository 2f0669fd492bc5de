// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.util.Arrays;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;

/** Log4j 2. */
public final class Log4j2Lines implements Lines {
  @Override
  public boolean hasArguments() {
    return true;
  }

  @Override
  public void log(String logger, String text, Throwable thrown, Object... arguments) {
    if (arguments.length == 0) {
      LogManager.getLogger(logger).warn(text, thrown);
    } else {
      Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
      all[arguments.length] = thrown;
      LogManager.getLogger(logger).warn(text, thrown == null ? arguments : all);
    }
  }

  @Override
  public boolean log(Severity severity, String logger, String text, Throwable thrown) {
    LogManager.getLogger(logger).log(level(severity), text, thrown);
    return true;
  }

  private static Level level(Severity severity) {
    return switch (severity) {
      case BETWEEN -> Level.forName("NOTICE", 250);
      case ERROR -> Level.ERROR;
      case ABOVE -> Level.forName("ALERT", 150);
    };
  }
}
