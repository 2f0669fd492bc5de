// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import org.slf4j.MDC;

/** Puts {@code rst.peer} and the other keys into SLF4J's MDC. */
public final class Slf4jContext extends ProvenContext {
  @Override
  public String get(String key) {
    return MDC.get(key);
  }

  @Override
  public void put(String key, String value) {
    MDC.put(key, value);
  }

  @Override
  public void remove(String key) {
    MDC.remove(key);
  }
}
