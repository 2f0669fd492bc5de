// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.LogEvents;
import org.slf4j.Logger;

/** slf4j-simple 2.0: asked with text, arguments and throwable. */
public final class Slf4jSimple2Events extends LogEvents {
  @Override
  public String logger(Object event, Object source) {
    return ((Logger) source).getName();
  }

  @Override
  public Object message(Object event) {
    return ((Object[]) event)[0];
  }

  @Override
  public Throwable throwable(Object event) {
    return (Throwable) ((Object[]) event)[2];
  }

  @Override
  public Object[] arguments(Object event) {
    return (Object[]) ((Object[]) event)[1];
  }
}
