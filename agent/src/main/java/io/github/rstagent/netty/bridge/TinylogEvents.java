// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.LogEvents;
import org.tinylog.Level;
import org.tinylog.Supplier;
import org.tinylog.provider.LoggingProvider;

/**
 * tinylog 2: asked with level, throwable, message and arguments. It knows no names of loggers. What
 * it would call a supplier for is shown: that would be the application's code.
 */
public final class TinylogEvents extends LogEvents {
  @Override
  public boolean isPending(Object event, Object source) {
    return ((LoggingProvider) source).getMinimumLevel(null).compareTo(levelOf(event)) <= 0;
  }

  @Override
  public boolean isError(Object event) {
    return levelOf(event).compareTo(Level.ERROR) >= 0;
  }

  @Override
  public String level(Object event) {
    return levelOf(event).name();
  }

  @Override
  public String logger(Object event, Object source) {
    return null;
  }

  @Override
  public Object message(Object event) {
    return ((Object[]) event)[2];
  }

  @Override
  public Throwable throwable(Object event) {
    if (message(event) instanceof Supplier) {
      return unknown();
    }
    Object[] arguments = arguments(event);
    if (arguments != null) {
      for (Object argument : arguments) {
        if (argument instanceof Supplier) {
          return unknown();
        }
      }
    }
    return (Throwable) ((Object[]) event)[1];
  }

  @Override
  public Object[] arguments(Object event) {
    return (Object[]) ((Object[]) event)[3];
  }

  private static Level levelOf(Object event) {
    return (Level) ((Object[]) event)[0];
  }
}
