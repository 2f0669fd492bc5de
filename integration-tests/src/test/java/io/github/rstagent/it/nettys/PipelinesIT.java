// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.ClassFiles;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Lane;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyRelease;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nobody has a handler of the agent's in their pipeline, but those whose rule asks whether they are
 * silent, until their first byte. Without such a rule, Netty's classes are as published.
 */
@IntegrationTest
final class PipelinesIT {
  private static final String QUIET = "vip=127.0.0.9,advise=off,summary=off";
  private static final String OBSERVER = "rst-agent-observer";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  static Stream<Lane> lanes() {
    JavaHome home = JavaHome.ofTheBuild();
    return Stream.concat(
        Stream.concat(NettyVersions.oneOfEachGeneration(), Stream.of("5.0.0.Alpha2"))
            .map(netty -> new Lane(home, netty, "nio")),
        Stream.of(new Lane(home, NettyVersions.CURRENT, "epoll")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void nobodyHasAHandlerMoreButListedPeersUntilTheirFirstByte(Lane lane) throws IOException {
    ClassFiles classFiles = new ClassFiles(folder);
    byte[] published =
        classFiles.published(
            NettyRelease.jars(lane.netty(), lane.transport()), ClassFiles.CHANNELS);
    Seen alone = Seen.by(jvms.start(command(lane)));
    assertThat(alone.byListed()).as("without the agent").hasSizeGreaterThan(6);

    Path loaded = folder.resolve("without-such-a-rule.class");
    Seen plain =
        Seen.by(
            jvms.start(
                command(lane).agent(QUIET).jvm(classFiles.atLoad(ClassFiles.CHANNELS, loaded))));
    assertThat(Files.readAllBytes(loaded))
        .as("%s as the JVM is given it, without a rule that asks", ClassFiles.CHANNELS)
        .isEqualTo(published);
    assertThat(plain.byStranger()).as("a stranger's pipelines").isEqualTo(alone.byStranger());
    assertThat(plain.byListed())
        .as("a listed peer's pipelines")
        .isEqualTo(withoutExceptions(alone.byListed()));

    Path changed = folder.resolve("with-such-a-rule.class");
    Seen asked =
        Seen.by(
            jvms.start(
                command(lane)
                    .agent(QUIET + ",only=silent")
                    .jvm(classFiles.atLoad(ClassFiles.CHANNELS, changed))));
    assertThat(Files.readAllBytes(changed))
        .as("%s as the JVM is given it, with a rule that asks", ClassFiles.CHANNELS)
        .isNotEqualTo(published);
    assertThat(asked.byStranger()).as("a stranger's pipelines").isEqualTo(alone.byStranger());
    assertThat(asked.byListed())
        .as("a listed peer's pipelines: it is silent first, and then it speaks")
        .isEqualTo(expectedOfListed(alone.byListed()));
  }

  /** The first connection is silent, and its exception hidden; the second one speaks. */
  private static List<String> expectedOfListed(List<String> alone) {
    int second = alone.lastIndexOf(first("registered", alone));
    return Stream.concat(
            withoutExceptions(alone.subList(0, second)).stream().map(PipelinesIT::observed),
            alone.subList(second, alone.size()).stream()
                .map(line -> line.matches("(registered|active) .*") ? observed(line) : line))
        .toList();
  }

  private static String first(String event, List<String> lines) {
    return lines.stream().filter(line -> line.startsWith(event + " ")).findFirst().orElseThrow();
  }

  private static String observed(String line) {
    return line.replaceFirst(" ", " " + OBSERVER + ",");
  }

  private static List<String> withoutExceptions(List<String> lines) {
    return lines.stream().filter(line -> !line.startsWith("exception ")).toList();
  }

  private static ServiceCommand command(Lane lane) {
    return ServiceCommand.on(lane, Logging.LOGBACK)
        .with("transport=" + lane.transport(), "pipelines=on", "reply=none");
  }

  /** Events, each with the names of the handlers, as each peer's channels have reported them. */
  private record Seen(List<String> byListed, List<String> byStranger) {
    static Seen by(Service service) {
      int closed = 0;
      for (Peer peer : List.of(Peers.LISTED, Peers.STRANGER)) {
        PeerConnection silent = peer.connect(service.address());
        service.awaitActive(silent);
        silent.reset();
        service.awaitClosed(++closed);

        int reads = service.events("read").size();
        PeerConnection speaking = peer.connect(service.address()).send("x");
        service.awaitEvents("read", reads + 1);
        speaking.reset();
        service.awaitClosed(++closed);
      }
      service.quit();
      return new Seen(of(Peers.LISTED, service), of(Peers.STRANGER, service));
    }

    private static List<String> of(Peer peer, Service service) {
      return service.events("pipeline").stream()
          .filter(event -> event.startsWith(peer.address() + " "))
          .map(event -> event.substring(peer.address().length() + 1))
          .toList();
    }
  }
}
