// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code mode=tag}: the exception arrives, and says whose it is. */
@IntegrationTest
final class TagIT {
  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  /** A logging, and how the service's handler and Netty itself reach it. */
  static Stream<Arguments> loggingsWithContext() {
    return Stream.of(
        Arguments.of(Logging.LOGBACK, "tail"),
        Arguments.of(Logging.LOGBACK, "slf4j"),
        Arguments.of(Logging.LOG4J2_BELOW_SLF4J, "tail"),
        Arguments.of(Logging.LOG4J2_BELOW_SLF4J, "slf4j"),
        Arguments.of(Logging.LOG4J2, "tail"),
        Arguments.of(Logging.LOG4J2, "log4j2"));
  }

  @ParameterizedTest(name = "{0}, logged by {1}")
  @MethodSource("loggingsWithContext")
  void theLogEventCarriesTheContextAndTheStackTraceTheNote(Logging logging, String logger) {
    Service service = start(logging, "exceptions=" + logger);

    int port = probeOnce(Peers.LISTED, service, 1);
    probeOnce(Peers.STRANGER, service, 2);

    List<String> log = service.quit().stdout();
    assertThat(log)
        .as("log events with the tag's context")
        .filteredOn(line -> line.contains("[lvs-a|127.0.0.9:" + port + "|tag]"))
        .hasSize(1);
    assertThat(log)
        .as("lines with the note")
        .filteredOn(line -> line.contains("rst-agent"))
        .singleElement()
        .matches(note(port));
    assertThat(log)
        .as("log events of the stranger, who comes after the listed peer: their context is empty")
        .filteredOn(line -> line.startsWith("WARN") && line.contains("[||]"))
        .hasSize(1);
  }

  @Test
  void javaUtilLoggingHasNoContextButTheNote() {
    Service service = start(Logging.JUL, "exceptions=jul");

    int port = probeOnce(Peers.LISTED, service, 1);
    probeOnce(Peers.STRANGER, service, 2);

    FinishedJvm jvm = service.quit();
    assertThat(jvm.stderrOfOthers())
        .as("lines with the note")
        .filteredOn(line -> line.contains("rst-agent"))
        .singleElement()
        .matches(note(port));
    assertThat(jvm.stderrOfOthers())
        .as("log events")
        .filteredOn(line -> line.startsWith("WARNING service "))
        .hasSize(2);
  }

  @Test
  void theServicesOwnContextIsThereAgainAfterwards() {
    Service service = start(Logging.LOGBACK, "own-mdc=on");

    int port = probeOnce(Peers.LISTED, service, 1);

    assertThat(service.quit().stdout())
        .as("log: the tagged event, then what the service logs when the channel is inactive")
        .filteredOn(line -> line.contains("["))
        .satisfiesExactly(
            tagged -> assertThat(tagged).contains("[lvs-a|127.0.0.9:" + port + "|tag]"),
            closed -> assertThat(closed).contains("[the service's own||] closed"));
  }

  @ParameterizedTest(name = "Netty {0}")
  @MethodSource("io.github.rstagent.it.harness.NettyVersions#oneOfEachGeneration")
  void theExceptionIsTheSameObjectOnTheSameThread(String netty) {
    Service service =
        jvms.start(
            ServiceCommand.on(netty, Logging.LOGBACK)
                .agent(list().quietOptions())
                .with("transport=recording"));

    probeOnce(Peers.LISTED, service, 1);

    assertThat(service.events("exception"))
        .as("exceptions that the handler was given: object, thread")
        .singleElement()
        .asString()
        .contains(" same on-loop ");
    assertThat(service.openChannels()).as("open channels").isZero();
  }

  @Test
  void aRuleWithoutLabelIsNamedByItsText() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent("vip=127.0.0.0/28,mode=tag,summary=off,advise=off"));

    int port = probeOnce(Peers.LISTED, service, 1);

    assertThat(service.quit().stdout())
        .as("log")
        .anyMatch(line -> line.contains("[127.0.0.0/28|127.0.0.9:" + port + "|tag]"));
  }

  private Service start(Logging logging, String... options) {
    return jvms.start(
        ServiceCommand.on(NettyVersions.CURRENT, logging)
            .agent(list().quietOptions())
            .with(options));
  }

  private Allowlist list() {
    return Allowlist.in(folder, "127.0.0.9 lvs-a mode=tag");
  }

  private static Predicate<String> note(int port) {
    return AgentSays.note("127.0.0.9", port, "lvs-a", Allowlist.NAME + ":1");
  }

  /** Returns the peer's port. */
  private static int probeOnce(Peer peer, Service service, int closedThen) {
    PeerConnection connection = peer.connect(service.address());
    int port = connection.port();
    connection.reset();
    service.awaitClosed(closedThen);
    return port;
  }
}
