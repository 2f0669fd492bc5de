// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real load balancer's health checks. Its bare connect check is not among them: HAProxy resets
 * before the handshake is over, and no service ever hears of it.
 */
@IntegrationTest
final class HaproxyIT {
  private static final int CHECKS = 10;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  private enum Check {
    HTTP("option httpchk GET /"),
    SEND_AND_EXPECT(
        """
        option tcp-check
          tcp-check send PING\r\n
          tcp-check expect string 200""");

    private final String configuration;

    Check(String configuration) {
      this.configuration = configuration;
    }
  }

  @BeforeEach
  void needsHaproxy() {
    assumeTrue(Haproxy.isInstalled(), "HAProxy is not installed: " + Haproxy.PROGRAM);
  }

  @ParameterizedTest
  @EnumSource
  void aListedBalancersChecksLeaveNoLine(Check check) {
    Service service = jvms.start(service().agent("vip=127.0.0.9,advise=off"));

    Haproxy.check(service, check.configuration, "", CHECKS, folder);

    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the checks").isZero();
    assertThat(service.openChannels()).as("open channels").isZero();
    FinishedJvm jvm = service.quit();
    assertThat(jvm.stdout()).as("log").isEqualTo(LogLines.NONE);
    assertThat(AgentSays.suppressed(jvm.stderr()))
        .as("resets hidden according to the agent")
        .isGreaterThanOrEqualTo(CHECKS);
  }

  @ParameterizedTest
  @EnumSource
  void anUnlistedBalancersChecksLeaveTheUsualLines(Check check) {
    Service service = jvms.start(service().agent("vip=127.0.0.8,summary=off,advise=off"));

    Haproxy.check(service, check.configuration, "", CHECKS, folder);

    int closed = service.events("inactive").size();
    assertThat(service.exceptionsOf(Peers.LISTED))
        .as("exceptions of %d checks", closed)
        .isGreaterThanOrEqualTo(CHECKS);
    assertThat(service.quit().stdout())
        .as("log")
        .filteredOn(line -> line.contains("it reached at the tail of the pipeline"))
        .hasSizeGreaterThanOrEqualTo(CHECKS);
  }

  /** Clients share the balancer's address with its checks. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
  void aChecksProxyHeaderIsSilenceAndAClientsIsNot(String header) throws IOException {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .with("reply=none")
                .agent("vip=127.0.0.9,only=silent,advise=off,summary-to=stderr"));

    Haproxy.check(service, "", header + " check-send-proxy", CHECKS, folder);
    assertThat(service.events("read"))
        .as("headers of checks that the service has read")
        .hasSizeGreaterThanOrEqualTo(CHECKS);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the checks").isZero();

    int closed = service.events("inactive").size();
    try (Haproxy haproxy = Haproxy.inFrontOf(service, header, folder)) {
      for (String sent : List.of("", "GET / HTTP/1.0\r\n")) {
        int reads = service.events("read").size();
        PeerConnection client = haproxy.accept(Peers.STRANGER).send(sent);
        service.awaitEvents("read", reads + 1);
        client.reset();
        service.awaitClosed(++closed);
      }
    }
    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of clients").isEqualTo(2);
    assertThat(AgentSays.suppressed(service.quit().stderr()))
        .as("resets hidden according to the agent")
        .isGreaterThanOrEqualTo(CHECKS);
  }

  private static ServiceCommand service() {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).with("reply=http");
  }
}
