// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import org.apache.logging.log4j.ThreadContext;

/** Puts {@code rst.peer} and the other keys into Log4j 2's thread context. */
public final class Log4jContext extends ProvenContext {
  @Override
  public String get(String key) {
    return ThreadContext.get(key);
  }

  @Override
  public void put(String key, String value) {
    ThreadContext.put(key, value);
  }

  @Override
  public void remove(String key) {
    ThreadContext.remove(key);
  }
}
