// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.hook;

import java.util.function.BiPredicate;
import net.bytebuddy.agent.ByteBuddyAgent;

/** What rewritten classes ask in these tests. */
final class Gates {
  private Gates() {}

  /** Lets everything pass. */
  static void pass() throws Exception {
    Rendezvous.open(Rendezvous.CONNECTIONS, (pipeline, how) -> false, ByteBuddyAgent.install());
    open((subject, cause) -> false);
  }

  static void open(BiPredicate<Object, Object> gate) throws Exception {
    Rendezvous.open(Rendezvous.READ_EXCEPTIONS, gate, ByteBuddyAgent.install());
  }
}
