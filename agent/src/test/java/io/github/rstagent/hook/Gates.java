// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.function.BiPredicate;

/** What rewritten classes ask in these tests. */
final class Gates {
  private Gates() {}

  /** Lets everything pass. */
  static void pass() throws Exception {
    Rendezvous.open(
        Rendezvous.CONNECTIONS, (pipeline, how) -> false, AttachedInstrumentation.get());
    open((subject, cause) -> false);
  }

  static void open(BiPredicate<Object, Object> gate) throws Exception {
    Rendezvous.open(Rendezvous.READ_EXCEPTIONS, gate, AttachedInstrumentation.get());
  }
}
