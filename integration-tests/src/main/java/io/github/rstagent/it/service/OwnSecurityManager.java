// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

/** What Elasticsearch 7 does: a security manager that comes when the JVM has long started. */
final class OwnSecurityManager {
  private OwnSecurityManager() {}

  @SuppressWarnings({"deprecation", "removal"})
  static void set() {
    System.setSecurityManager(new SecurityManager());
  }
}
