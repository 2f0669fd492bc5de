// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String EVIL = "</style><script>alert(1)</script>\"' onload=x \u202e";

  @Test
  void tellsHiddenFromShown() throws IOException {
    String page = page(SampleIncident.make());
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/sample-report.html"), page);

    assertThat(page).contains("lvs-a", "1.00 s", "looks like a health check");
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
