// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String EVIL = "</style><script>alert(1)</script>\"' onload=x \u202e\u0007";

  @Test
  void tellsHiddenFromShown() throws IOException {
    String page = page(SampleIncident.make());
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/sample-report.html"), page);

    assertThat(page)
        .contains("13,980 resets</span> kept out of the log")
        .contains("1,969</span> shown")
        .contains("10.20.3.44", ">health check<", "lvs-a", "irregular")
        .contains(">Period</th>", ">Verdict</th>", "data-label=\"Verdict\"");
  }

  @Test
  void whatComesFromOutsideIsText() throws IOException {
    Incident incident = new Incident();
    incident.reset(SampleIncident.START, EVIL, 443, EVIL, EVIL, EVIL);
    incident.reset(SampleIncident.START, "10.0.8.3", 443, EVIL, "pass", EVIL);
    incident.hiddenLogEvent(EVIL);
    incident.option(EVIL, EVIL, EVIL);
    incident.counters(SampleIncident.START, EVIL, 1, 1, 0, 0, 0);
    incident.verdict(SampleIncident.START, "10.0.8.3", 443, EVIL);

    String page = page(incident, EVIL, ZoneOffset.UTC);

    assertThat(page)
        .containsOnlyOnce("</style>")
        .doesNotContain("<script", "\"'", "\u202e", "\u0007")
        .contains("&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=x");
  }

  @Test
  void aPageWithoutResetsSaysSo() throws IOException {
    Incident incident = new Incident();
    incident.counters(SampleIncident.START, "0.1.0", 0, 0, 0, 0, 0);

    assertThat(incident.isEmpty()).as("nothing of the agent's").isFalse();
    assertThat(page(incident)).contains("No peer has reset a connection").doesNotContain("<svg");
  }

  @Test
  void unknownAddressesAndPortsAreNamedSo() throws IOException {
    Incident incident = new Incident();
    incident.reset(SampleIncident.START, null, -1, null, "pass", "unknown-peer");

    assertThat(page(incident)).contains("unknown address", ":?", "shown: unknown-peer");
  }

  @Test
  void timesAreThoseOfTheZone() throws IOException {
    String page = page(SampleIncident.make(), "a.jfr", ZoneId.of("Asia/Kolkata"));

    assertThat(page).contains("2026-11-23 14:30:00 to 2026-11-23 16:29:59 UTC+05:30");
  }

  private static String page(Incident incident) throws IOException {
    return page(incident, "service.jfr", ZoneOffset.UTC);
  }

  private static String page(Incident incident, String name, ZoneId zone) throws IOException {
    StringWriter out = new StringWriter();
    new Page(incident, name, zone, new Markup(out)).write(Report.style());
    return out.toString();
  }
}
