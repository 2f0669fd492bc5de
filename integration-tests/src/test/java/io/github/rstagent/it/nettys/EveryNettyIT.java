// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.ChannelHistory;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Lane;
import io.github.rstagent.it.harness.Matrix;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peers;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On every line of Nettys, or every release ({@link Matrix}): listed peers are silent, strangers
 * are as they were. See {@link LaneRun}.
 */
@IntegrationTest
@ExtendWith(MatrixPage.class)
final class EveryNettyIT {

  static Stream<Lane> lanes() {
    return Lane.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void withoutTheAgentEveryResetIsLogged(Lane lane) {
    assertThat(LaneRun.of(lane).withoutAgent().log())
        .as("log of a service without the agent, %s", lane)
        .filteredOn(EveryNettyIT::isUnhandledException)
        .hasSize(LaneRun.RESETS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void listedPeersLeaveNoLineAndStrangersTheSameAsWithoutTheAgent(Lane lane) {
    LaneRun run = LaneRun.of(lane);
    assertThat(run.withAgent().log())
        .as("log after 100 resets of a listed peer and 100 of a stranger, %s", lane)
        .isEqualTo(run.withoutAgent().log());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void handlersOfListedPeersSeeOneBeginningAndOneEnd(Lane lane) {
    assertThat(ChannelHistory.of(Peers.LISTED, LaneRun.of(lane).withAgent().events()))
        .as("what the handlers of the listed peer's channels saw, %s", lane)
        .hasSize(LaneRun.RESETS)
        .allSatisfy(
            history ->
                assertThat(history.kinds())
                    .doesNotContain("exception", "read")
                    .containsOnlyOnce("active", "inactive"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void handlersOfStrangersSeeWhatTheySeeWithoutTheAgent(Lane lane) {
    LaneRun run = LaneRun.of(lane);
    assertThat(ChannelHistory.of(Peers.STRANGER, run.withAgent().events()))
        .as("what the handlers of the stranger's channels saw, %s", lane)
        .extracting(ChannelHistory::kinds)
        .isEqualTo(
            ChannelHistory.of(Peers.STRANGER, run.withoutAgent().events()).stream()
                .map(ChannelHistory::kinds)
                .toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void nothingStaysOpen(Lane lane) {
    LaneRun run = LaneRun.of(lane);
    assertThat(run.withAgent().openChannels()).as("open channels at the end, %s", lane).isZero();
    assertThat(run.withAgent().sockets())
        .as("sockets of the process at the end, as many as without the agent, %s", lane)
        .isEqualTo(run.withoutAgent().sockets());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void theAgentNamesTheNettyAndTheTransport(Lane lane) {
    assertThat(LaneRun.of(lane).withAgent().jvm().agentLines())
        .as("lines of the agent, %s", lane)
        .anyMatch(AgentSays.banner(1))
        .anyMatch(AgentSays.nettyMet(lane.transport().equals("incubator") ? "" : lane.netty()))
        .anyMatch(
            AgentSays.hooked(
                lane.transport().equals("incubator") ? "io_uring (incubator)" : lane.transport()));
  }

  /** What Netty 4 and Netty 3 log of an exception that no handler handles. */
  private static boolean isUnhandledException(String line) {
    return line.contains("it reached at the tail of the pipeline")
        || line.contains("EXCEPTION, please implement");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void theChangedClassesPassTheTypeCheckingVerifier(Lane lane) {
    assertThat(LaneRun.of(lane).wrongStackMaps())
        .as("classes that only the old verifier accepts, %s", lane)
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void nothingElseIsPrintedAndTheServiceEndsWell(Lane lane) {
    LaneRun run = LaneRun.of(lane);
    assertThat(run.withAgent().jvm().stderrOfOthers())
        .as("stderr apart from the agent's lines, %s", lane)
        .isEqualTo(run.withoutAgent().jvm().stderrOfOthers());
    assertThat(run.withAgent().jvm().exitCode()).as("exit code, %s", lane).isZero();
    // The oldest now and then does not, without the agent.
    assertThat(run.withAgent().endedByItself() || lane.netty().equals(NettyVersions.OLDEST))
        .as("the service's event loops end when told to, %s", lane)
        .isTrue();
  }
}
