// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package org.slf4j.impl;

import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.spi.MDCAdapter;

/** SLF4J 1.7 finds this class by its name: the tests' binding has an MDC. */
public final class StaticMDCBinder {
  private static final StaticMDCBinder SINGLETON = new StaticMDCBinder();

  private StaticMDCBinder() {}

  public static StaticMDCBinder getSingleton() {
    return SINGLETON;
  }

  public MDCAdapter getMDCA() {
    return new BasicMDCAdapter();
  }
}
