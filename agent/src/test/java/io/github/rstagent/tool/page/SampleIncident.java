// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.time.Instant;
import java.util.Random;

/** Two hours of a service behind two directors, a checker that no rule lists, and a bad client. */
final class SampleIncident {
  static final long START = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();

  private static final long HOUR = 3_600_000;

  private SampleIncident() {}

  static Incident make() {
    Incident incident = new Incident();
    Random random = new Random(7);
    checks(incident, random, "10.0.8.3", 443, "lvs-a", "suppress", null, 1_000, 0, 2 * HOUR);
    checks(incident, random, "10.0.8.17", 443, "lvs-b", "suppress", null, 1_000, 0, HOUR);
    checks(
        incident, random, "10.0.8.17", 443, "lvs-b", "suppress", null, 1_000, HOUR + 420_000, HOUR);
    checks(incident, random, "10.0.8.17", 8443, "lvs-b", "tag", null, 5_000, 0, 2 * HOUR);
    checks(incident, random, "10.20.3.44", 443, null, "pass", "stranger", 10_000, HOUR / 2, HOUR);
    for (int i = 0; i < 160; i++) {
      long moment = HOUR + 120_000 + (long) (Math.abs(random.nextGaussian()) * 240_000);
      reset(incident, moment, "2001:db8:7::1f", 443, null, "pass", "stranger");
    }
    for (int i = 0; i < 9; i++) {
      long moment = (long) (random.nextDouble() * 2 * HOUR);
      reset(incident, moment, "192.0.2." + (40 + i), 443, null, "pass", "stranger");
    }
    for (int i = 0; i < 4_180; i++) {
      incident.hiddenLogEvent(i % 3 == 0 ? "handshake" : "lifecycle");
    }
    incident.option("vip-file", "/etc/rst-agent/vips.list", "agent argument:1:1");
    incident.option("mode", "suppress", "default");
    incident.option("scope", "reset", "default");
    incident.option("only", "any", "default");
    incident.option("max", "off", "default");
    incident.option("advise", "on", "default");
    incident.option("summary", "5m", "RST_AGENT_SUMMARY");
    incident.option("summary-to", "logger", "default");
    incident.option("jmx", "on", "default");
    incident.counters(START + 2 * HOUR, "1.0.0", 28_931, 26_404, 1_602, 0, 925);
    incident.verdict(START + HOUR, "10.20.3.44", 443, "health check");
    return incident;
  }

  private static void checks(
      Incident incident,
      Random random,
      String peer,
      int port,
      String rule,
      String action,
      String reason,
      long period,
      long from,
      long length) {
    for (long at = from; at < Math.min(from + length, 2 * HOUR); at += period) {
      long jitter = (long) (random.nextGaussian() * period * 0.02);
      reset(incident, Math.max(from, at + jitter), peer, port, rule, action, reason);
    }
  }

  private static void reset(
      Incident incident,
      long at,
      String peer,
      int port,
      String rule,
      String action,
      String reason) {
    incident.reset(START + at, peer, port, rule, action, reason);
  }
}
