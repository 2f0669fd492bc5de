// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty;

/**
 * The mapped diagnostic context of the application's own logging library, for the calling thread.
 */
public interface DiagnosticContext {
  /** The value under a key, or {@code null}. */
  String get(String key);

  void put(String key, String value);

  void remove(String key);
}
