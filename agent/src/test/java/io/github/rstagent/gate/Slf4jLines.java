// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.util.Arrays;
import org.slf4j.LoggerFactory;

/** SLF4J, whatever is below it. */
public final class Slf4jLines implements Lines {
  @Override
  public boolean hasArguments() {
    return true;
  }

  @Override
  public void log(String logger, String text, Throwable thrown, Object... arguments) {
    if (arguments.length == 0) {
      LoggerFactory.getLogger(logger).warn(text, thrown);
    } else if (arguments.length == 2 && thrown == null) {
      LoggerFactory.getLogger(logger).warn(text, arguments[0], arguments[1]);
    } else {
      Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
      all[arguments.length] = thrown;
      LoggerFactory.getLogger(logger).warn(text, thrown == null ? arguments : all);
    }
  }

  @Override
  public boolean log(Severity severity, String logger, String text, Throwable thrown) {
    if (severity == Severity.ERROR) {
      LoggerFactory.getLogger(logger).error(text, thrown);
    }
    return severity == Severity.ERROR;
  }
}
