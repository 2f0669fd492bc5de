// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.advise.PresetRanges;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsTest {
  private static final String SILENCE =
      ": looks like a health check. To silence its connections without data";

  private final Traffic traffic = new Traffic();

  @ParameterizedTest
  @CsvSource({
    "R, resets every 1.00 s without sending anything (60 of 60 connections), ''",
    "F, 'connects and closes every 1.00 s without sending anything (60 of 60 connections, 60 by FIN)',"
        + " ',scope=connection'",
  })
  void namesChecksHoweverTheyEnd(String end, String habit, String scope) {
    for (int i = 0; i < 60; i++) {
      traffic.empty("10.0.8.3", 443, i, end, 0.0003);
    }
    assertThat(findings())
        .containsExactly(
            "10.0.8.3 -> :443 " + habit + SILENCE + ": vip=10.0.8.3,only=silent" + scope);
  }

  /** As keepalived's do of a service that speaks first. */
  @Test
  void namesChecksThatEndNowSoNowSo() {
    Random random = new Random(7);
    for (int i = 0; i < 30; i++) {
      traffic.empty("10.0.8.3", 443, i * 2, random.nextInt(4) == 0 ? "F" : "R", 0.0003);
    }
    assertThat(findings())
        .hasSize(1)
        .first()
        .asString()
        .matches(
            "10\\.0\\.8\\.3 -> :443 connects and closes every 2\\.00 s without sending anything \\(30 of 30"
                + " connections, \\d+ by FIN\\)"
                + SILENCE
                + ": vip=10\\.0\\.8\\.3,only=silent,scope=connection");
  }

  /** Whatever their times: 60 of 60 empty connections are never called irregular alone. */
  @Test
  void namesEmptyConnectionsWithoutAPeriod() {
    Random random = new Random(7);
    double time = 0;
    for (int i = 0; i < 60; i++) {
      time -= 2 * Math.log(1 - random.nextDouble());
      traffic.empty("10.0.8.3", 443, time, "R", 0.0003);
    }
    assertThat(findings())
        .containsExactly(
            "10.0.8.3 -> :443 resets again and again without sending anything (60 of 60"
                + " connections)"
                + SILENCE
                + ": vip=10.0.8.3,only=silent");
    assertThat(looksLike()).containsExactly("health check without a period");
  }

  /** Behind SNAT: the director's address carries everybody's traffic. */
  @Test
  void findsChecksAmongTraffic() {
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      traffic.empty("10.0.8.3", 443, i, "R", 0.0003);
      traffic.request("10.0.8.3", 443, 60 * random.nextDouble(), "F");
      traffic.request("10.0.8.3", 443, 60 * random.nextDouble(), "R");
    }
    assertThat(looksLike()).containsExactly("health check and traffic");
    assertThat(findings()).hasSize(1).first().asString().contains("(60 of 180 connections)");
  }

  @Test
  void advisesLinesOfAListWhereThereAreSeveral() {
    for (int i = 0; i < 30; i++) {
      traffic.empty("10.0.8.3", 443, i, "R", 0.0003);
      traffic.empty("10.0.8.3", 8443, i, "F", 0.0003);
      traffic.empty("10.0.8.4", 443, i, "R", 0.0003);
    }
    List<String> findings = findings();
    assertThat(findings).hasSize(3);
    // One line for an address, that is enough for all of its ports.
    assertThat(findings.toString())
        .containsOnlyOnce(
            SILENCE + ", add to the vip-file: 10.0.8.3 - only=silent scope=connection")
        .containsOnlyOnce(SILENCE + ", add to the vip-file: 10.0.8.4 - only=silent")
        .doesNotContain("vip=");
  }

  @Test
  void doesNotNameOtherClients() {
    Random random = new Random(7);
    for (int i = 0; i < 5; i++) {
      traffic.empty("10.1.0.7", 443, i, "R", 0.0003);
    }
    for (int i = 0; i < 60; i++) {
      traffic.request("10.1.0.1", 443, i, "R"); // on a timer, with data
      traffic.empty("10.1.0.2", 443, i * 10, "R", 5); // gives up after five seconds
      traffic.empty("10.1.0.3", 443, 30 + i * 0.01, "R", 0.0003); // a storm
      traffic.empty("10.1.0.4", 1_000 + i, i, "R", 0.0003); // a scanner
      for (int port = 2_000; port < 2_020; port++) { // one that comes again
        traffic.empty("10.1.0.5", port, 1_000 * random.nextDouble(), "F", 0.0003);
      }
      traffic.request("10.1.0.6", 443, 600 * random.nextDouble(), "F");
      if (i % 3 == 0) { // now and then one of its own, unused
        traffic.empty("10.1.0.6", 443, 600 * random.nextDouble(), "F", 0.001);
      }
    }
    assertThat(findings()).isEmpty();
    assertThat(looksLike())
        .containsOnly(
            "client",
            "sends nothing, and does not close at once",
            "too often for a check",
            "too few to tell",
            "scanner");
  }

  @Test
  void oneConnectionThatTheEndOfTheCaptureCutsOffChangesNothing() {
    for (int i = 0; i < 13; i++) {
      traffic.empty("10.0.8.3", 443, i, i == 12 ? "" : "R", 0.0003);
    }
    assertThat(looksLike()).containsExactly("health check without a period");
  }

  @Test
  void namesHalfHandshakesApart() {
    for (int i = 0; i < 15; i++) {
      traffic.half("10.0.8.3", 443, i);
    }
    assertThat(looksLike()).isEmpty();
    assertThat(findings())
        .containsExactly(
            "10.0.8.3 -> :443 resets before the handshake is over (15 times): no service hears of"
                + " it, there is nothing to silence");
  }

  /** Where the table is full, those without checks go. */
  @Test
  void keepsCheckersAmongVeryManyClients() {
    for (int i = 0; i < 20; i++) {
      traffic.empty("10.0.8.3", 443, i, "R", 0.0003);
      for (int client = 0; client < 1_000; client++) {
        traffic.request("10." + (10 + i) + "." + client / 250 + "." + client % 250, 443, i, "F");
      }
    }
    Clients clients = clients();
    assertThat(clients.forgotten()).isBetween(8_192L, 20_000L);
    assertThat(clients.findings()).hasSize(1).first().asString().contains("(20 of 20 connections)");
  }

  private Clients clients() {
    Clients clients = new Clients(PresetRanges.NONE);
    traffic.read(clients::add);
    return clients;
  }

  private List<String> findings() {
    return clients().findings();
  }

  private List<String> looksLike() {
    return clients().rows().stream().map(row -> row[9].toString()).distinct().toList();
  }
}
