// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

/** The agent's counters at one moment. Immutable. */
final class CounterState {
  private final long millis;
  private final String version;
  private final long resets;
  private final long suppressed;
  private final long tagged;
  private final long observed;
  private final long passed;

  CounterState(
      long millis,
      String version,
      long resets,
      long suppressed,
      long tagged,
      long observed,
      long passed) {
    this.millis = millis;
    this.version = version;
    this.resets = resets;
    this.suppressed = suppressed;
    this.tagged = tagged;
    this.observed = observed;
    this.passed = passed;
  }

  long millis() {
    return millis;
  }

  String version() {
    return version;
  }

  long resets() {
    return resets;
  }

  long suppressed() {
    return suppressed;
  }

  long tagged() {
    return tagged;
  }

  long observed() {
    return observed;
  }

  long passed() {
    return passed;
  }
}
