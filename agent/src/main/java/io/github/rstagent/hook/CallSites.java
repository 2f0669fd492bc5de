// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

/**
 * One published shape of a read-exception path: the method that fires the exception, and how often
 * it does.
 *
 * <p>A class that fits none of a hook point's shapes is left alone: a number that differs means
 * code that nobody has looked at.
 */
final class CallSites {
  private final String method;
  private final int count;

  CallSites(String method, int count) {
    this.method = method;
    this.count = count;
  }

  String method() {
    return method;
  }

  int count() {
    return count;
  }
}
