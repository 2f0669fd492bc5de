// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Attachment;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Lane;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.harness.StrictVerification;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code only=silent}: hidden is the reset of a listed peer that has sent nothing. */
@IntegrationTest
final class SilenceIT {
  private static final String KNOWN_PEERS = "-Dio.netty.iouring.acceptMultiShotEnabled=false";
  private static final String HALF_A_CLIENT_HELLO = "\u0016\u0003\u0001\u0002";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  static Stream<Lane> lanes() {
    JavaHome home = JavaHome.ofTheBuild();
    return Stream.concat(
        Stream.of("3.2.0.Final", "3.2.10.Final", "3.6.10.Final", "3.10.6.Final")
            .flatMap(netty -> Stream.of("nio", "oio").map(t -> new Lane(home, netty, t))),
        Map.of(
                "4.0.0.Final",
                List.of("nio"),
                "4.0.56.Final",
                List.of("nio", "oio", "epoll"),
                "4.1.0.Final",
                List.of("nio"),
                NettyVersions.CURRENT,
                List.of("nio", "oio", "epoll"),
                NettyVersions.NEWEST,
                List.of("nio", "epoll", "io_uring"),
                "5.0.0.Alpha2",
                List.of("nio"))
            .entrySet()
            .stream()
            .flatMap(
                entry -> entry.getValue().stream().map(t -> new Lane(home, entry.getKey(), t))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void aSilentPeersResetAloneIsHidden(Lane lane) {
    StrictVerification verification = new StrictVerification(lane.home());
    Service service =
        jvms.start(
            ServiceCommand.on(lane, Logging.LOGBACK)
                .jvm(verification.jvmArguments())
                .jvm(KNOWN_PEERS, "-Dio.netty.leakDetectionLevel=paranoid")
                .with("transport=" + lane.transport(), "reply=none")
                .agent(rule("only=silent")));

    Peers.LISTED.probe(service.address(), 10);
    service.awaitClosed(10);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("of silent connections").isZero();

    sendAndReset(service, "x", 11);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("after one byte").isEqualTo(1);
    sendAndReset(service, HALF_A_CLIENT_HELLO, 12);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("half a ClientHello").isEqualTo(2);
    sendAndReset(service, "PROXY UNKNOWN\r\n", 13);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("after a check's header").isEqualTo(2);
    sendAndReset(service, "PROXY TCP4 10.0.0.1 127.0.0.1 1 2\r\n", 14);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("after a client's header").isEqualTo(3);
    Peers.STRANGER.probe(service.address(), 1);
    service.awaitClosed(15);
    assertThat(service.exceptionsOf(Peers.STRANGER)).as("of a stranger").isEqualTo(1);

    assertThat(service.openChannels()).as("open channels").isZero();
    FinishedJvm jvm = service.quit();
    assertThat(jvm.agentLines()).noneMatch(line -> line.contains("watched"));
    assertThat(jvm.stdout()).noneMatch(line -> line.contains("LEAK"));
    assertThat(verification.forgiven()).as("classes with wrong stack maps").isEmpty();
  }

  private static void sendAndReset(Service service, String text, int closed) {
    int before = service.events("read").size();
    PeerConnection connection = Peers.LISTED.connect(service.address()).send(text);
    service.awaitEvents("read", before + 1);
    connection.reset();
    service.awaitClosed(closed);
  }

  @Test
  void aConnectionAcceptedBeforeTheAgentCameIsShownAndThatIsSaidOnce() {
    Service service = jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK));
    PeerConnection first = Peers.LISTED.connect(service.address());
    PeerConnection second = Peers.LISTED.connect(service.address());
    service.awaitEvents("active", 2);

    Attachment.load(service.jvm(), rule("only=silent"));
    first.reset();
    second.reset();
    service.awaitClosed(2);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("accepted before").isEqualTo(2);
    Peers.LISTED.probe(service.address(), 3);
    service.awaitClosed(5);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("and after").isEqualTo(2);

    assertThat(service.quit().agentLines())
        .filteredOn(line -> line.contains("was not watched from its beginning"))
        .hasSize(1);
  }

  private String rule(String terms) {
    return Allowlist.in(folder, "127.0.0.9 lvs-a " + terms).quietOptions();
  }
}
