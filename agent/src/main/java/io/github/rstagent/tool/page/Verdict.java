// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

/** What the agent itself said of a peer. Immutable. */
final class Verdict {
  private final long millis;
  private final double periodMillis;
  private final double variation;
  private final String text;

  Verdict(long millis, double periodMillis, double variation, String text) {
    this.millis = millis;
    this.periodMillis = periodMillis;
    this.variation = variation;
    this.text = text;
  }

  long millis() {
    return millis;
  }

  /** 0 where it is not known. */
  double periodMillis() {
    return periodMillis;
  }

  double variation() {
    return variation;
  }

  /** Empty where there is none yet. */
  String text() {
    return text;
  }
}
