// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.FreePorts;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which rule applies to whom. */
@IntegrationTest
final class RulesIT {
  private static final int RESETS = 20;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void observeChangesNothing() {
    Allowlist list = Allowlist.in(folder, "127.0.0.9 lvs-a mode=observe");
    Service service = jvms.start(service().agent(list.quietOptions()));

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions shown").isEqualTo(RESETS);
    assertThat(service.quit().stdout())
        .as("log")
        .noneMatch(line -> line.contains("Suppressed"))
        .filteredOn(line -> line.startsWith("WARN") && line.contains("[||]"))
        .hasSize(RESETS);
  }

  @Test
  void aRuleWithAPortHidesResetsOnThatPortOnly() {
    FreePorts ports = FreePorts.pick();
    Allowlist list = Allowlist.in(folder, "127.0.0.9 lvs-a port=" + ports.first());
    Service service =
        jvms.start(
            service()
                .agent(list.quietOptions())
                .with("bind=127.0.0.1:" + ports.first(), "bind=127.0.0.1:" + ports.second()));

    Peers.LISTED.probe(service.address("127.0.0.1", 0), RESETS);
    service.awaitClosed(RESETS);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions on the rule's port").isZero();

    Peers.LISTED.probe(service.address("127.0.0.1", 1), RESETS);
    service.awaitClosed(2 * RESETS);
    assertThat(service.exceptionsOf(Peers.LISTED))
        .as("exceptions on the other port")
        .isEqualTo(RESETS);
  }

  @Test
  void theNarrowestRuleDecidesAlone() {
    Allowlist list =
        Allowlist.in(folder, "127.0.0.0/8 everybody", "127.0.0.9 but-this mode=observe");
    Service service = jvms.start(service().agent(list.quietOptions()));

    Peers.LISTED.probe(service.address(), RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED))
        .as("exceptions of the peer with a rule of its own, mode=observe")
        .isEqualTo(RESETS);
    assertThat(service.exceptionsOf(Peers.STRANGER))
        .as("exceptions of another peer within the wider rule")
        .isZero();
  }

  @Test
  void severalVipsInTheArgumentAreAddressesNetworksAndRanges() {
    Service service =
        jvms.start(
            service()
                .agent("vip=127.0.0.9,127.1.0.0/16,127.2.0.1-127.2.0.5,summary=off,advise=off"));
    Peer inNetwork = new Peer("127.1.200.3");
    Peer inRange = new Peer("127.2.0.5");
    Peer besideRange = new Peer("127.2.0.6");

    for (Peer peer : new Peer[] {Peers.LISTED, inNetwork, inRange, besideRange}) {
      peer.probe(service.address(), RESETS);
    }
    service.awaitClosed(4 * RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of 127.0.0.9").isZero();
    assertThat(service.exceptionsOf(inNetwork)).as("exceptions of 127.1.200.3").isZero();
    assertThat(service.exceptionsOf(inRange)).as("exceptions of 127.2.0.5").isZero();
    assertThat(service.exceptionsOf(besideRange)).as("exceptions of 127.2.0.6").isEqualTo(RESETS);
  }

  @Test
  void anIpv6PeerIsHidden() {
    assumeTrue(hasIpv6Loopback(), "this machine has no ::1");
    Service service =
        jvms.start(service().agent("vip=::1,summary=off,advise=off").with("bind=::1:0"));
    Peer listed = new Peer("0:0:0:0:0:0:0:1");

    listed.probe(service.address("::1", 0), RESETS);
    service.awaitClosed(RESETS);

    assertThat(service.exceptionsOf(listed)).as("exceptions").isZero();
    assertThat(service.quit().stdout()).as("log").isEqualTo(LogLines.NONE);
  }

  @Test
  void anIpv4PeerOfASocketForBothFamiliesIsHidden() {
    assumeTrue(hasIpv6Loopback(), "this machine has no ::1");
    Service service =
        jvms.start(service().agent("vip=127.0.0.9,summary=off,advise=off").with("bind=:::0"));

    Peers.LISTED.probe(service.address(), RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the listed peer").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER))
        .as("exceptions of the stranger")
        .isEqualTo(RESETS);
  }

  private static ServiceCommand service() {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK);
  }

  private static boolean hasIpv6Loopback() {
    try (ServerSocket probe = new Peer("::1").listen()) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
