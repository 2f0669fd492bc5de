// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NettysTest {
  private static final String NETTY = "4.1.135.Final (io.netty)";

  private final Nettys nettys = new Nettys();

  @Test
  void tellsWhatBecameOfEachTransportAndWhatIsNotWatched() {
    nettys.met(NETTY);
    nettys.transport(NETTY, "nio", Nettys.HOOKED);
    nettys.transport(NETTY, "epoll", "left alone, 2 calls");
    nettys.unwatched(NETTY, "no register0 in AbstractUnsafe");

    assertThat(nettys.names()).containsExactly(NETTY);
    assertThat(nettys.hooks())
        .containsExactly(
            "nio of Netty 4.1.135.Final (io.netty): hooked",
            "epoll of Netty 4.1.135.Final (io.netty): left alone, 2 calls",
            "connections of Netty 4.1.135.Final (io.netty): not watched, no register0 in"
                + " AbstractUnsafe");
  }

  /** It is hooked when its first connection is accepted, which may be long after. */
  @Test
  void tellsSeenFromHooked() {
    nettys.met(NETTY);
    assertThat(nettys.names()).containsExactly(NETTY);
    assertThat(nettys.hooks())
        .containsExactly(
            "Netty 4.1.135.Final (io.netty): seen, hooked with its first accepted connection");

    nettys.transport(NETTY, "nio", Nettys.HOOKED);
    nettys.met(NETTY);
    assertThat(nettys.hooks()).containsExactly("nio of Netty 4.1.135.Final (io.netty): hooked");
  }

  @Test
  void keepsSoManyAndNoMore() {
    for (int i = 0; i < 300; i++) {
      nettys.transport(i + " (io.netty)", "nio", Nettys.HOOKED);
    }

    assertThat(nettys.names()).hasSize(256);
    assertThat(nettys.hooks()).hasSize(256);
  }

  @Test
  void aRestoredTransportHasItsOriginalBytecode() {
    nettys.transport(NETTY, "nio", Nettys.HOOKED);
    nettys.restored(true);

    assertThat(nettys.hooks())
        .containsExactly("nio of Netty 4.1.135.Final (io.netty): original bytecode");
  }
}
