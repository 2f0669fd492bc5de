// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.ClassFiles;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Lane;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyRelease;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.harness.StrictVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Netty 3 under rules that ask for connections: see {@link SilenceIT}, too. */
@IntegrationTest
final class Netty3IT {
  private static final String NEWEST = "3.10.6.Final";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  static Stream<Lane> lanes() {
    JavaHome home = JavaHome.ofTheBuild();
    return Stream.of("3.2.10.Final", "3.6.10.Final", NEWEST)
        .flatMap(netty -> Stream.of("nio", "oio").map(t -> new Lane(home, netty, t)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void aProbeLeavesNoLineAndStrangersLeaveTheirs(Lane lane) {
    Service alone = jvms.start(command(lane).with("front=lifecycle"));
    ends(alone, Peers.STRANGER, 0);
    List<String> expected = events(alone.quit());
    assertThat(expected)
        .as("events of a stranger")
        .anyMatch(line -> line.endsWith(" OPEN"))
        .anyMatch(line -> line.endsWith(" CLOSED"))
        .anyMatch(line -> line.contains("Connection reset"));

    StrictVerification verification = new StrictVerification(lane.home());
    Service service =
        withAgent(command(lane).with("front=lifecycle").jvm(verification.jvmArguments()));
    ends(service, Peers.LISTED, 0);
    ends(service, Peers.LISTED, 2);
    ends(service, Peers.STRANGER, 4);
    JsonObject status = new AgentCommand(jvms).status(service);
    assertThat(status.getObject("silentEnds"))
        .as("ends of silent connections")
        .containsEntry("reset", 2)
        .containsEntry("fin", 2);
    assertThat(service.openChannels()).as("open channels").isZero();

    assertThat(events(service.quit())).isEqualTo(expected);
    assertThat(verification.forgiven()).as("classes with wrong stack maps").isEmpty();
  }

  /** Netty 3 fires the exception before the bytes that it has read in the same turn. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"3.2.10.Final", "3.6.10.Final", NEWEST})
  void bytesAndAResetThatComeTogetherAreShown(String netty) {
    Lane lane = new Lane(JavaHome.ofTheBuild(), netty, "nio");
    Service service = withAgent(command(lane).with("hold=on"));

    PeerConnection silent = Peers.LISTED.connect(service.address());
    service.awaitActive(silent);
    silent.reset();
    service.ask("go", "going");
    service.awaitClosed(1);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("of a silent one").isZero();

    PeerConnection speaking = Peers.LISTED.connect(service.address());
    service.awaitActive(speaking);
    speaking.send("x").reset();
    service.ask("go", "going");
    service.awaitClosed(2);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("after a byte").isEqualTo(1);
    assertThat(service.events("read")).hasSize(1);
    assertThat(String.join("\n", service.events()))
        .containsSubsequence("exception", "read", "inactive");

    assertThat(events(service.quit())).singleElement().asString().contains("EXCEPTION, please");
  }

  /** On the one worker, right after a probe's handler has thrown. */
  @Test
  void aStrangerIsNotCoveredAfterAHandlerHasThrown() {
    Lane lane = new Lane(JavaHome.ofTheBuild(), NEWEST, "nio");
    Service alone = jvms.start(command(lane).with("front=lifecycle", "throws=on"));
    ends(alone, Peers.STRANGER, 0);
    List<String> expected = events(alone.quit());

    Service service = withAgent(command(lane).with("front=lifecycle", "throws=on"));
    ends(service, Peers.LISTED, 0);
    ends(service, Peers.STRANGER, 2);

    assertThat(events(service.quit()))
        .filteredOn(line -> !line.contains("127.0.0.9"))
        .containsSubsequence(expected);
  }

  @Test
  void withoutSuchARuleItsClassIsAsPublished() throws IOException {
    ClassFiles classFiles = new ClassFiles(folder);
    Lane lane = new Lane(JavaHome.ofTheBuild(), NEWEST, "nio");
    Path loaded = folder.resolve("Channels.class");
    Service service =
        jvms.start(
            command(lane)
                .jvm(classFiles.atLoad(ClassFiles.CHANNELS_OF_3, loaded))
                .agent("vip=127.0.0.9,advise=off,summary=off"));
    assertThat(service.shownOf(Peers.LISTED, 2)).isZero();
    service.quit();

    assertThat(Files.readAllBytes(loaded))
        .isEqualTo(
            classFiles.published(NettyRelease.jars(lane.netty(), "nio"), ClassFiles.CHANNELS_OF_3));
  }

  @Test
  void aRuleThatComesWhileItRunsIsInForceForNewConnections() {
    Allowlist list = Allowlist.in(folder, "127.0.0.9 lvs-a mode=observe");
    Service service =
        jvms.start(
            command(new Lane(JavaHome.ofTheBuild(), NEWEST, "nio")).agent(list.quietOptions()));
    assertThat(service.shownOf(Peers.LISTED, 1)).as("mode=observe").isEqualTo(1);
    PeerConnection before = Peers.LISTED.connect(service.address());
    service.awaitActive(before);

    list.replaceWith("127.0.0.9 lvs-a only=silent");
    service
        .jvm()
        .awaitLine(service.jvm().stderr(), line -> line.contains(" rules, now "), "the reload");
    before.reset();
    service.awaitClosed(2);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("accepted before").isEqualTo(2);
    assertThat(service.shownOf(Peers.LISTED, 2)).as("accepted after").isZero();

    assertThat(service.quit().agentLines())
        .filteredOn(line -> line.contains("was not watched from its beginning"))
        .hasSize(1);
  }

  /** One RST, one FIN. */
  private static void ends(Service service, Peer peer, int closedBefore) {
    PeerConnection first = peer.connect(service.address());
    service.awaitActive(first);
    first.reset();
    service.awaitClosed(closedBefore + 1);
    PeerConnection second = peer.connect(service.address());
    service.awaitActive(second);
    second.fin();
    service.awaitClosed(closedBefore + 2);
  }

  private static ServiceCommand command(Lane lane) {
    return ServiceCommand.on(lane, Logging.LOGBACK)
        .with("transport=" + lane.transport(), "reply=none");
  }

  private Service withAgent(ServiceCommand command) {
    String list = Allowlist.in(folder, "127.0.0.9 lvs-a scope=connection only=silent").option();
    Service service = jvms.start(command.agent(list + ",advise=off,summary=off"));
    service
        .jvm()
        .awaitLine(
            service.jvm().stderr(),
            line -> line.contains("hooked the events of"),
            "a hooked logging library");
    return service;
  }

  private static List<String> events(FinishedJvm jvm) {
    return LogLines.normalised(jvm.stdout()).stream()
        .filter(line -> line.matches("(INFO|WARN|ERROR) .*"))
        .toList();
  }
}
