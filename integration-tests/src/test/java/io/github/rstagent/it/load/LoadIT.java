// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Resets without end from ten thousand peers, while echo clients use the same server and the list
 * is reloaded: nothing leaks, no echo is lost, every reset is counted once and under its rule.
 * Started by {@code integration-tests/load}.
 */
@IntegrationTest
@EnabledIfSystemProperty(
    named = LoadIT.SECONDS,
    matches = "\\d+",
    disabledReason = "takes long and wants the machine for itself: integration-tests/load")
final class LoadIT {
  static final String SECONDS = "it.load.seconds";

  private static final long MOST_HEAP_GROWTH = 8L << 20;
  private static final Duration LONGEST_TWIN = Duration.ofMinutes(5);

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void everyResetIsCountedOnceAndNothingIsLeft() {
    Duration time = Duration.ofSeconds(Integer.getInteger(SECONDS));
    Duration twinTime = time.dividedBy(3);
    LoadRun without =
        LoadRun.withoutAgent(twinTime.compareTo(LONGEST_TWIN) < 0 ? twinTime : LONGEST_TWIN, jvms);
    LoadRun with = LoadRun.withAgent(time, folder, jvms);

    System.out.println(LoadRun.sideBySide(without, with));
    assertThat(without.exceptions(LoadPeers.SUPPRESSED))
        .as("exceptions of resets to be suppressed, without the agent")
        .isEqualTo(without.sent(LoadPeers.SUPPRESSED));
    assertCountersAreExact(with);
    assertHandlersSawWhatTheyShould(with);
    assertNothingIsLeft(without);
    assertNothingIsLeft(with);
    assertThat(with.reloads()).as("reloads that took a changed list").isPositive();
  }

  private static void assertCountersAreExact(LoadRun run) {
    assertThat(run.counter("Resets")).as("Resets").isEqualTo(run.sent());
    assertThat(run.counter("Suppressed"))
        .as("Suppressed")
        .isEqualTo(run.sent(LoadPeers.SUPPRESSED));
    assertThat(run.counter("Tagged")).as("Tagged").isEqualTo(run.sent(LoadPeers.TAGGED));
    assertThat(run.counter("Observed")).as("Observed").isEqualTo(run.sent(LoadPeers.OBSERVED));
    assertThat(run.counter("Passed")).as("Passed").isEqualTo(run.sent(LoadPeers.STRANGERS));
  }

  private static void assertHandlersSawWhatTheyShould(LoadRun run) {
    assertThat(run.exceptions(LoadPeers.SUPPRESSED)).as("suppressed, and seen").isZero();
    for (int kind : new int[] {LoadPeers.TAGGED, LoadPeers.OBSERVED, LoadPeers.STRANGERS}) {
      assertThat(run.exceptions(kind))
          .as("exceptions of peers of kind %s", kind)
          .isEqualTo(run.sent(kind));
      assertThat(run.notes(kind))
          .as("notes on exceptions of peers of kind %s", kind)
          .isEqualTo(kind == LoadPeers.TAGGED ? run.sent(kind) : 0);
      assertThat(run.oddities(kind)).as("odd exceptions of peers of kind %s", kind).isZero();
    }
  }

  private static void assertNothingIsLeft(LoadRun run) {
    assertThat(run.leakReports()).as("leak reports").isEmpty();
    assertThat(run.echoes()).as("echoes").isPositive();
    assertThat(run.open()).as("connections that the service has still").isZero();
    assertThat(run.descriptors().after())
        .as("file descriptors, of which there were %s", run.descriptors().before())
        .isLessThanOrEqualTo(run.descriptors().before());
    assertThat(run.threads().after())
        .as("threads, of which there were %s", run.threads().before())
        .isLessThanOrEqualTo(run.threads().before());
    assertThat(run.heap().after() - run.heap().before())
        .as("growth of the live heap in bytes, from %s", run.heap().before())
        .isLessThanOrEqualTo(MOST_HEAP_GROWTH);
    assertThat(run.exitCode()).as("exit code").isZero();
  }
}
