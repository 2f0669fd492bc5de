// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.observing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.FreePorts;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.OptionalJars;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The rules in docs/prometheus, with the exporter that they are for. */
@IntegrationTest
final class PrometheusIT {
  private static final Path DOCS = Path.of("../docs/prometheus").toAbsolutePath().normalize();
  private static final int HIDDEN = 5;
  private static final int SHOWN = 3;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void theExporterShowsWhatTheAgentCounts() {
    Path exporter = OptionalJars.of("io.prometheus.jmx:jmx_prometheus_javaagent:1.0.1");
    int port = FreePorts.pick().first();
    Allowlist list = Allowlist.in(folder, "127.0.0.9 lvs-<a>,\"b\"", "127.0.0.7 - mode=observe");
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .jvm(
                    JvmCommand.agentFlag(
                        exporter, "127.0.0.1:" + port + ":" + DOCS.resolve("jmx-exporter.yml")))
                .agent(list.option() + ",summary=off"));
    Peers.LISTED.probe(service.address(), HIDDEN);
    Peers.STRANGER.probe(service.address(), SHOWN);
    new Peer("127.0.0.7").probe(service.address(), 1);
    service.awaitClosed(HIDDEN + SHOWN + 1);
    Await.until(
        () -> metrics(port).contains("rstagent_resets_total{action=\"suppress\"} 5.0"),
        "the metrics of the agent",
        () -> String.join("\n", metrics(port)));

    assertThat(metrics(port))
        .filteredOn(line -> line.startsWith("rstagent_"))
        .contains(
            "rstagent_resets_total{action=\"suppress\"} 5.0",
            "rstagent_resets_total{action=\"tag\"} 0.0",
            "rstagent_resets_total{action=\"observe\"} 1.0",
            "rstagent_resets_total{action=\"pass\"} 3.0",
            "rstagent_passed_total{reason=\"stranger\"} 3.0",
            "rstagent_passed_total{reason=\"over-max\"} 0.0",
            "rstagent_rule_resets_total{action=\"suppress\",rule=\"lvs-<a>,\\\"b\\\"\"} 5.0",
            "rstagent_rule_resets_total{action=\"observe\",rule=\"127.0.0.7\"} 1.0",
            "rstagent_silent_ends_total{end=\"failed-write\"} 0.0",
            "rstagent_enabled 1.0");
    String peer = "{peer=\"127.0.0.8\",port=\"" + service.address().getPort() + "\"}";
    assertThat(metrics(port))
        .as("the peer that no rule lists")
        .contains(
            "rstagent_peer_resets_total" + peer + " 3.0",
            "rstagent_peer_period_seconds" + peer + " 0.0");
    assertThat(metrics(port))
        .contains("# TYPE rstagent_resets_total counter", "# TYPE rstagent_enabled gauge");
    assertThat(service.quit().exitCode()).as("exit code").isZero();
  }

  @Test
  void theDashboardAsksForMetricsThatAreThere() throws IOException {
    String rules = Files.readString(DOCS.resolve("jmx-exporter.yml"));
    List<String> asked = names(Files.readString(DOCS.resolve("grafana-dashboard.json")));

    assertThat(asked)
        .as("metrics of the dashboard")
        .isNotEmpty()
        .isSubsetOf(names(rules))
        .contains("rstagent_rule_resets_total", "rstagent_peer_resets_total");
    assertThat(names(Files.readString(DOCS.resolveSibling("observing.md"))))
        .as("metrics of the page")
        .containsAll(names(rules));
  }

  private static List<String> names(String text) {
    return Pattern.compile("rstagent_\\w+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private static List<String> metrics(int port) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .toList();
    } catch (IOException e) {
      return List.of(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
