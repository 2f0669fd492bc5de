// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Allowlist;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class ConnectionGateTest {
  private final AgentLines lines = new AgentLines();
  private final ConnectionGate gate =
      new ConnectionGate(new Reporter(new Counters(), lines.console()), lines.console());

  /** Else what it logs would be taken for the probe's. */
  @Test
  void whereAnotherConnectionCannotBeEnteredTheProbeAroundIsShown() {
    Allowlist list = Lists.of("10.0.8.3 - scope=connection");
    gate.enforce(list);
    WatchedConnection probe = Probes.silent(list);

    Probes.serve(
        probe,
        () -> {
          assertThat(ProbeScope.current()).as("before").isSameAs(probe);
          gate.test("no pipeline", true);
          assertThat(ProbeScope.current()).as("while the other one begins").isNull();
        });

    assertThat(lines.awaitLine()).contains("could not be watched");
  }

  /** The one that cannot be entered again lies between the probe and what is logged. */
  @Test
  void whereAnotherConnectionCannotBeEnteredAgainAllAroundItAreShown() {
    Allowlist list = Lists.of("10.0.8.3 - scope=connection");
    gate.enforce(list);
    WatchedConnection probe = Probes.silent(list);
    Object stranger = "no pipeline";

    Probes.serve(
        probe,
        () -> {
          ProbeScope.enter(stranger, null, false);
          gate.test(stranger, true); // fails, as without memory
          gate.test(stranger, null);
          assertThat(ProbeScope.current()).as("while the stranger's event goes on").isNull();
          ProbeScope.exit(stranger);
        });
  }

  /** A flush of another listed connection, whose handler turns out not to be the first any more. */
  @Test
  void aConnectionThatSpeaksWithinItsEventStaysInFrontOfTheProbeAround() {
    Allowlist list = Lists.of("10.0.8.3 - scope=connection");
    gate.enforce(list);
    WatchedConnection client = Probes.silent(list);

    Probes.serve(
        Probes.silent(list),
        () -> {
          client.enter();
          client.spoke();
          client.enter();
          client.exit();
          assertThat(ProbeScope.current()).as("the client's event goes on").isNull();
          client.exit();
        });
  }

  /** What waits to be written fails when Netty closes after a FIN, before it says that it has. */
  @Test
  void aWriteThatFailsBecauseTheChannelIsClosedTellsOfItsEnd() {
    WatchedConnection probe = Probes.open(Lists.of("10.0.8.3 - scope=connection"));
    assertThat(probe.isEnding()).isFalse();

    probe.writeFailed(new ClosedChannelException());

    assertThat(probe.isEnding()).isTrue();
  }

  @Test
  void connectionsWithinConnectionsEndInTurn() {
    WatchedConnection probe = Probes.silent(Lists.of("10.0.8.3 - scope=connection"));
    nest(probe, 40);
    assertThat(ProbeScope.isInside()).isFalse();
  }

  private static void nest(WatchedConnection probe, int depth) {
    Probes.serve(
        probe,
        () -> {
          if (depth > 0) {
            nest(probe, depth - 1);
          }
          assertThat(ProbeScope.current()).isSameAs(probe);
        });
  }
}
