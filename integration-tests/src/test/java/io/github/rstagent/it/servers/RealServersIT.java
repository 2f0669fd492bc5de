// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Matrix;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers of others, unmodified: how much they log of a health check, what of it is left with the
 * agent, and that nothing of anybody else's is missing.
 */
@IntegrationTest
@DisabledIfSystemProperty(
    named = "it.servers",
    matches = "off",
    disabledReason = "-Dit.servers=off")
final class RealServersIT {
  /** Each with another transport or copy of Netty, and another logging library. */
  private static final Set<String> FEW = Set.of("ReactorNettyTls", "GrpcShaded", "VertxNet");

  private static final ServersPage PAGE = new ServersPage();

  static Stream<RealServer> servers() {
    return RealServer.all()
        .filter(server -> Matrix.RELEASES.isAsked() || FEW.contains(server.launcher()));
  }

  @AfterAll
  static void writePage() throws IOException {
    PAGE.write();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void withoutTheAgentEveryProbeIsLogged(RealServer server) {
    ServerRuns runs = ServerRuns.of(server);
    PAGE.add(server, runs);
    for (Deed rst : List.of(Deed.LISTED_RST, Deed.STRANGER_RST)) {
      assertEvents(runs.withoutAgent(), rst, server.noise().ofRst());
    }
    for (Deed fin : List.of(Deed.LISTED_FIN, Deed.STRANGER_FIN)) {
      assertEvents(runs.withoutAgent(), fin, server.noise().ofEveryProbe());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void scopeResetHidesWhatTheResetAloneCauses(RealServer server) {
    ServerRuns runs = ServerRuns.of(server);
    assertEvents(runs.scopeReset(), Deed.LISTED_RST, server.noise().ofEveryProbe());
    assertSameLines(server, Deed.LISTED_FIN, runs.scopeReset());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void scopeConnectionHidesTheWholeProbe(RealServer server) {
    ServerRuns runs = ServerRuns.of(server);
    for (Deed probe : List.of(Deed.LISTED_RST, Deed.LISTED_FIN)) {
      assertEvents(runs.scopeConnection(), probe, server.noise().shown());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void aStrangersProbesLeaveTheSameLinesAsWithoutTheAgent(RealServer server) {
    ServerRuns runs = ServerRuns.of(server);
    for (Deed probe : List.of(Deed.STRANGER_RST, Deed.STRANGER_FIN)) {
      assertSameLines(server, probe, runs.scopeReset());
      assertSameLines(server, probe, runs.scopeConnection());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void aListedPeersDataLeaveTheSameLinesAsWithoutTheAgent(RealServer server) {
    ServerRuns runs = ServerRuns.of(server);
    // That a listed peer's reset is hidden after data too is what scope=reset means, with only=any.
    assertSameLines(server, Deed.LISTED_DATA_FIN, runs.scopeReset());
    for (Deed data : List.of(Deed.LISTED_DATA_RST, Deed.LISTED_DATA_FIN, Deed.LISTED_HELLO_RST)) {
      // What is logged while the peer is still silent may be hidden: nobody knows what will come.
      assertThat(runs.scopeConnection().log(data).comparableThereupon())
          .as("%s: lines since the first byte, %s", server, data)
          .isEqualTo(runs.withoutAgent().log(data).comparableThereupon());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void theAgentKnowsTheServersNetty(RealServer server) {
    assertThat(ServerRuns.of(server).scopeReset().agentLines())
        .as("%s: lines of the agent", server)
        .anyMatch(AgentSays.hooked(server.transport()));
  }

  /** Each of these events once for each time, and no other. */
  private static void assertEvents(ServerRun run, Deed deed, List<String> each) {
    List<String> events = run.log(deed).events();
    for (String event : each) {
      assertThat(events)
          .as("events of %s that contain '%s'", deed, event)
          .filteredOn(line -> line.contains(event))
          .hasSize(ServerRun.TIMES);
    }
    assertThat(events)
        .as("events of %s that contain none of %s", deed, each)
        .noneMatch(line -> each.stream().noneMatch(line::contains));
  }

  private static void assertSameLines(RealServer server, Deed deed, ServerRun run) {
    assertThat(run.log(deed).comparable())
        .as("%s: lines of %s", server, deed)
        .isEqualTo(ServerRuns.of(server).withoutAgent().log(deed).comparable());
  }
}
