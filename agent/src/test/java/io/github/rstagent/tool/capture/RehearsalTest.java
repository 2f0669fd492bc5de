// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.rules.RuleDefaults;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final String LIST =
      """
      10.0.8.0/24 lvs
      10.0.8.3 lvs-a only=silent scope=connection
      10.0.8.4 - mode=tag
      10.0.8.5 - mode=observe
      10.0.8.6 - max=5/min
      10.0.9.0/24 unused
      """;

  @Test
  void tellsWhatEachRuleWouldHaveHiddenAndShown() {
    Traffic traffic = new Traffic();
    for (int i = 0; i < 10; i++) {
      for (String peer : List.of("10.0.8.2", "10.0.8.3", "10.0.8.4", "10.0.8.5", "10.0.8.6")) {
        traffic.empty(peer, 443, i, "R", 0.0003);
      }
      traffic.request("10.0.8.3", 443, i, "R");
      traffic.request("10.1.0.1", 443, i, "R");
      traffic.request("10.1.0.1", 443, i, "F");
      traffic.half("10.0.8.2", 443, i);
    }

    Rehearsal rehearsal = rehearsal(traffic);

    assertThat(rehearsal.rows().stream().map(Arrays::toString).toList())
        .containsExactly(
            "[10.0.8.0/24 (list:1), 10, 10, 10, 0, 0]",
            "[10.0.8.3 (list:2), 20, 10, 10, 0, 10]",
            "[10.0.8.4 (list:3), 10, 10, 0, 10, 0]",
            "[10.0.8.5 (list:4), 10, 10, 0, 0, 10]",
            "[10.0.8.6 (list:5), 10, 10, 5, 0, 5]",
            "[no rule, 20, 0, 0, 0, 10]");
    assertThat(rehearsal.remarks())
        .containsExactlyInAnyOrder(
            "shown: 10.0.8.3 -> :443 (10.0.8.3 (list:2): not-silent), 10 resets",
            "shown: 10.0.8.5 -> :443 (10.0.8.5 (list:4): observe), 10 resets",
            "shown: 10.0.8.6 -> :443 (10.0.8.6 (list:5): over-max), 5 resets",
            "shown: 10.1.0.1 -> :443 (no rule), 10 resets",
            "10.0.8.3 (list:2): scope=connection, so it holds for the log events of 10 connections"
                + " without data, too",
            "1 rule without a connection");
  }

  @Test
  void namesSoManyClientsAtMost() {
    Traffic traffic = new Traffic();
    for (int i = 0; i < 1_500; i++) {
      traffic.empty("10.1." + i / 250 + "." + i % 250, 443, i, "R", 0.0003);
    }
    assertThat(rehearsal(traffic).remarks())
        .hasSize(1_024 + 2)
        .contains("shown: 476 resets of further peers");
  }

  private static Rehearsal rehearsal(Traffic traffic) {
    AllowlistReader reader = new AllowlistReader(RuleDefaults.STANDARD);
    reader.stream(new ByteArrayInputStream(LIST.getBytes(US_ASCII)), "list");
    Rehearsal rehearsal = new Rehearsal(reader.allowlist());
    traffic.read(rehearsal::add);
    return rehearsal;
  }
}
