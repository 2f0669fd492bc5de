// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.LogEvents;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Reads events of slf4j-simple 2.0: level, text, arguments and throwable. */
public final class Slf4jSimple2Events extends LogEvents {
  @Override
  public boolean isError(Object event) {
    return ((Level) ((Object[]) event)[0]).toInt() >= Level.ERROR.toInt();
  }

  @Override
  public String level(Object event) {
    return ((Level) ((Object[]) event)[0]).name();
  }

  @Override
  public String logger(Object event, Object source) {
    return ((Logger) source).getName();
  }

  @Override
  public Object message(Object event) {
    return ((Object[]) event)[1];
  }

  @Override
  public Throwable throwable(Object event) {
    return (Throwable) ((Object[]) event)[3];
  }

  @Override
  public Object[] arguments(Object event) {
    return (Object[]) ((Object[]) event)[2];
  }
}
