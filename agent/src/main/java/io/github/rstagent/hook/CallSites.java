// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

/**
 * One published shape of a read-exception path: the method that fires the exception, and how often
 * it does.
 *
 * <p>A class that fits none of a hook point's shapes is left alone: a number that differs means
 * code that was never looked at.
 */
final class CallSites {
  private final String method;
  private final int count;
  private final boolean summing;

  CallSites(String method, int count) {
    this(method, count, false);
  }

  /**
   * @param summing whether the method sums up the bytes that it has read, and passes them on only
   *     after the exception
   */
  CallSites(String method, int count, boolean summing) {
    this.method = method;
    this.count = count;
    this.summing = summing;
  }

  String method() {
    return method;
  }

  int count() {
    return count;
  }

  boolean summing() {
    return summing;
  }
}
