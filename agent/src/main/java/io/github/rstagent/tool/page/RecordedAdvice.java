// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

/** What the agent itself said of a peer. Immutable. */
final class RecordedAdvice {
  private final long millis;
  private final String text;

  RecordedAdvice(long millis, String text) {
    this.millis = millis;
    this.text = text;
  }

  long millis() {
    return millis;
  }

  /** Empty where there is none yet. */
  String text() {
    return text;
  }
}
