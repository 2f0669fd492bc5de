// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import org.tinylog.Logger;
import org.tinylog.Supplier;

/** tinylog 2, which knows no names of loggers. */
public final class TinylogLines implements Lines {
  @Override
  public boolean hasArguments() {
    return true;
  }

  @Override
  public void log(String logger, String text, Throwable thrown, Object... arguments) {
    if (arguments.length == 0) {
      Logger.warn(thrown, text);
    } else {
      Logger.warn(thrown, text, arguments);
    }
  }

  @Override
  public boolean log(Severity severity, String logger, String text, Throwable thrown) {
    if (severity == Severity.ERROR) {
      Logger.error(thrown, text);
    }
    return severity == Severity.ERROR;
  }

  /** Text that the library is to fetch. */
  @Override
  public boolean logSupplied(java.util.function.Supplier<String> text) {
    Supplier<String> supplier = text::get;
    Logger.warn(supplier);
    Logger.warn("{}", supplier);
    return true;
  }
}
