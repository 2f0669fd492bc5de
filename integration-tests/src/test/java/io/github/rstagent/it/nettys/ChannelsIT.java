// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.ChannelHistory;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Left;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a channel whose reset is hidden, in the less usual circumstances. */
@IntegrationTest
final class ChannelsIT {
  private static final int RESETS = 20;
  private static final String LISTED_ONLY = "vip=127.0.0.9,summary=off,advise=off";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @ParameterizedTest(name = "Netty {0}")
  @MethodSource("io.github.rstagent.it.harness.NettyVersions#oneOfEachGeneration")
  void aHalfClosedChannelIsClosedOnce(String netty) {
    Service service =
        jvms.start(
            ServiceCommand.on(netty, Logging.LOGBACK).agent(LISTED_ONLY).with("half-closure=on"));

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    Left left = Left.by(service);
    assertThat(left.openChannels()).as("open channels").isZero();
    assertThat(ChannelHistory.of(Peers.LISTED, left.events()))
        .as("what the handlers saw")
        .hasSize(RESETS)
        .allSatisfy(
            history ->
                assertThat(history.kinds())
                    .doesNotContain("exception")
                    .containsOnlyOnce("inactive"));
    assertThat(left.log()).as("log").noneMatch(line -> line.startsWith("WARN"));
  }

  @Test
  void withAutoReadOffTheResetIsHiddenWhenTheServiceReads() {
    Service service = jvms.start(service().agent(LISTED_ONLY).with("auto-read=off"));

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitEvents("active", RESETS);
    assertThat(service.openChannels()).as("open channels before the read").isEqualTo(RESETS);
    service.read();
    service.awaitClosed(RESETS);

    assertThat(service.openChannels()).as("open channels after the read").isZero();
    assertThat(service.quit().stdout()).as("log").isEqualTo(LogLines.NONE);
  }

  @Test
  void dataSentBeforeTheResetIsDelivered() {
    Service service = jvms.start(service().agent(LISTED_ONLY).with("reply=none"));

    for (int i = 0; i < RESETS; i++) {
      Peers.LISTED.connect(service.address()).send("abc").reset();
    }
    service.awaitClosed(RESETS);

    assertThat(service.events("read"))
        .as("bytes that each handler has read")
        .isEqualTo(IntStream.rangeClosed(1, RESETS).mapToObj(id -> id + " 3").toList());
    assertThat(service.quit().stdout()).as("log").isEqualTo(LogLines.NONE);
  }

  @Test
  void aConnectionThatWasInUseIsHiddenToo() {
    Service service = jvms.start(service().agent(LISTED_ONLY));

    PeerConnection connection = Peers.LISTED.connect(service.address()).send("hello");
    assertThat(connection.receive(5)).as("echo").isEqualTo("hello");
    connection.reset();
    service.awaitClosed(1);

    assertThat(service.quit().stdout()).as("log").isEqualTo(LogLines.NONE);
  }

  @Test
  void resetsBeforeAcceptAreHidden() {
    Service service = jvms.start(service().agent(LISTED_ONLY));

    service.block();
    Peers.LISTED.probe(service.address(), RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.unblock();
    service.awaitClosed(2 * RESETS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the listed peer").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER))
        .as("exceptions of the stranger")
        .isEqualTo(RESETS);
    assertThat(service.openChannels()).as("open channels").isZero();
  }

  @Test
  void aPeerThatClosesInGoodOrderIsNoConcernOfTheAgent() {
    Service service = jvms.start(service().agent(LISTED_ONLY));

    List<PeerConnection> connections = new ArrayList<>();
    for (int i = 0; i < RESETS; i++) {
      connections.add(Peers.LISTED.connect(service.address()));
    }
    service.awaitEvents("active", RESETS);
    connections.forEach(PeerConnection::fin);
    service.awaitClosed(RESETS);

    assertThat(service.openChannels()).as("open channels").isZero();
    assertThat(service.quit().stdout()).as("log").isEqualTo(LogLines.NONE);
  }

  @Test
  void theServicesOwnConnectionToAListedPeerIsShown() throws IOException {
    Service service = jvms.start(service().agent(LISTED_ONLY));

    try (ServerSocket backend = Peers.LISTED.listen()) {
      service.connectTo(new InetSocketAddress(Peers.LISTED.address(), backend.getLocalPort()));
      try (Socket accepted = backend.accept()) {
        accepted.setSoLinger(true, 0);
      }
    }
    service.awaitClosed(1);

    assertThat(service.events("exception"))
        .as("exceptions of the outbound channel")
        .singleElement()
        .asString()
        .startsWith("outbound ");
    assertThat(service.quit().stdout())
        .as("log")
        .filteredOn(line -> line.contains("it reached at the tail of the pipeline"))
        .hasSize(1);
  }

  private static ServiceCommand service() {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK);
  }
}
