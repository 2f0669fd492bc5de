// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.Attachment;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent is loaded into a service that runs. */
@IntegrationTest
final class LateAgentIT {
  private static final int CONNECTIONS = 10;
  private static final String LISTED_ONLY = "vip=127.0.0.9,only=any,summary=off,advise=off";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("io.github.rstagent.it.harness.JavaHome#all")
  void connectionsAcceptedBeforeAreSilentToo(JavaHome home) {
    String quiet = "-Dio.netty.noUnsafe=true"; // Java 25 warns of Netty's use of it
    Service service =
        jvms.start(ServiceCommand.on(home, NettyVersions.CURRENT, Logging.LOGBACK).jvm(quiet));
    List<PeerConnection> open = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      open.add(Peers.LISTED.connect(service.address()));
      open.add(Peers.STRANGER.connect(service.address()));
    }
    service.awaitEvents("active", 2 * CONNECTIONS);

    Attachment.load(service.jvm(), LISTED_ONLY);
    open.forEach(PeerConnection::reset);
    Peers.LISTED.probe(service.address(), CONNECTIONS);
    Peers.STRANGER.probe(service.address(), CONNECTIONS);
    service.awaitClosed(4 * CONNECTIONS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the listed peer").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER))
        .as("exceptions of the stranger")
        .isEqualTo(2 * CONNECTIONS);
    assertThat(service.openChannels()).as("open channels").isZero();
    FinishedJvm jvm = service.quit();
    assertThat(jvm.stdout())
        .as("log")
        .filteredOn(line -> line.contains("it reached at the tail of the pipeline"))
        .hasSize(2 * CONNECTIONS);
    assertThat(jvm.agentLines())
        .as("lines of the agent")
        .anyMatch(AgentSays.banner(1))
        .anyMatch(AgentSays.hooked("nio"));
    assertThat(jvm.stderrOfOthers())
        .as("stderr apart from the agent's lines: the JVM's own word on agents that come late")
        .isEqualTo(warningsOf(home));
    assertThat(jvm.exitCode()).as("exit code").isZero();
  }

  /** JEP 451. */
  private static List<String> warningsOf(JavaHome home) {
    return Integer.parseInt(home.version()) < 21
        ? List.of()
        : List.of(
            "WARNING: A Java agent has been loaded dynamically (" + AgentJar.path() + ")",
            "WARNING: If a serviceability tool is in use, please run with"
                + " -XX:+EnableDynamicAgentLoading to hide this warning",
            "WARNING: If a serviceability tool is not in use, please run with"
                + " -Djdk.instrument.traceUsage for more information",
            "WARNING: Dynamic loading of agents will be disallowed by default in a future release");
  }

  @Test
  void serverThatHasAcceptedNothingYet() {
    Service service = jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK));

    Attachment.load(service.jvm(), LISTED_ONLY);
    Peers.LISTED.probe(service.address(), CONNECTIONS);
    Peers.STRANGER.probe(service.address(), CONNECTIONS);
    service.awaitClosed(2 * CONNECTIONS);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the listed peer").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER))
        .as("exceptions of the stranger")
        .isEqualTo(CONNECTIONS);
  }

  @Test
  void loadingItAgainReplacesTheOptions() {
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(LISTED_ONLY));
    Peers.LISTED.probe(service.address(), CONNECTIONS);
    Peers.STRANGER.probe(service.address(), CONNECTIONS);
    service.awaitClosed(2 * CONNECTIONS);

    Attachment.load(service.jvm(), "vip=" + Peers.STRANGER.address() + ",summary=off,advise=off");
    Peers.LISTED.probe(service.address(), CONNECTIONS);
    Peers.STRANGER.probe(service.address(), CONNECTIONS);
    service.awaitClosed(4 * CONNECTIONS);

    assertThat(service.exceptionsOf(Peers.LISTED))
        .as("exceptions of the peer that is no longer listed")
        .isEqualTo(CONNECTIONS);
    assertThat(service.exceptionsOf(Peers.STRANGER))
        .as("exceptions of the peer that is listed now")
        .isEqualTo(CONNECTIONS);
    assertThat(service.quit().agentLines())
        .as("lines of the agent")
        .satisfiesOnlyOnce(line -> assertThat(line).matches(AgentSays.hooked("nio")));
  }
}
