// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Lane;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** io_uring does not say who has connected, where it accepts several connections at once. */
@IntegrationTest
final class UringPeersIT {
  private static final int RESETS = 20;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @Test
  void aPeerThatNettyDoesNotKnowIsShownAndTheRemedySaidOnce() {
    Service service = start("vip=127.0.0.9,summary=off");

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    FinishedJvm jvm = service.quit();
    assertThat(service.events("exception")).as("resets shown").hasSize(RESETS);
    assertThat(jvm.agentLines())
        .filteredOn(line -> line.contains("does not know"))
        .singleElement()
        .asString()
        .contains("uring-peers=on");
  }

  @Test
  void withTheOptionPeersAreKnown() {
    Service service = start("vip=127.0.0.9,summary=off,uring-peers=on");

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);

    service.quit();
    assertThat(service.exceptionsOf(Peers.LISTED)).as("listed").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER)).as("stranger").isEqualTo(RESETS);
  }

  private Service start(String options) {
    Lane lane = new Lane(JavaHome.ofTheBuild(), NettyVersions.NEWEST, "io_uring");
    return ServiceCommand.on(lane, Logging.LOGBACK)
        .agent(options)
        .with("transport=io_uring")
        .start(jvms);
  }
}
