// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Services as people run them: their starts, and steady loads while health checks come in. */
final class RealServices {
  private static final String PLAIN = "no agent";
  private static final String EMPTY = "empty agent";
  private static final String OURS = "rst-agent";
  private static final String OPEN_TELEMETRY = "OpenTelemetry";

  private static final List<Integer> CHECKS_PER_SECOND = List.of(1, 10);
  private static final int OPEN_TELEMETRY_STARTS = 5; // for scale, and slow
  private static final int WARM_UP_SECONDS = 4;

  private final Settings settings;
  private final Page page;
  private final Map<String, List<String>> agents = new LinkedHashMap<>();

  RealServices(Settings settings, Page page) throws IOException {
    this.settings = settings;
    this.page = page;
    agents.put(PLAIN, List.of());
    agents.put(EMPTY, List.of(Agents.empty(settings)));
    agents.put(OURS, List.of(Agents.ours(settings)));
    agents.put(OPEN_TELEMETRY, Agents.openTelemetry(settings));
  }

  void measure() throws IOException, InterruptedException, ExecutionException {
    starts();
    loads();
  }

  private void starts() throws IOException {
    Table ready = new Table("first answer, ms", PLAIN, EMPTY, OURS, OPEN_TELEMETRY, "ratio");
    Table cpu =
        new Table("CPU until then, ms", PLAIN, EMPTY, OURS, OPEN_TELEMETRY, "ratio", "ms more");
    for (RealService service : RealService.values()) {
      Map<String, Samples> millis = samples();
      Map<String, Samples> cpuMillis = samples();
      for (int round = 0; round <= settings.starts(service); round++) {
        for (String agent : inTurn(round)) {
          if (agent.equals(OPEN_TELEMETRY) && round > OPEN_TELEMETRY_STARTS) {
            continue;
          }
          try (ServiceJvm jvm = new ServiceJvm(settings, service, agents.get(agent))) {
            if (round > 0) { // the first one warms the machine's caches
              millis.get(agent).add(jvm.readyMillis());
              cpuMillis.get(agent).add(jvm.cpuMillis());
            }
          }
        }
      }
      String ratio = millis.get(OURS).ratioTo(millis.get(PLAIN));
      ready.row(cells(service.toString(), millis, ratio));
      ratio = cpuMillis.get(OURS).ratioTo(cpuMillis.get(PLAIN));
      String more = cpuMillis.get(OURS).differenceFrom(cpuMillis.get(PLAIN));
      cpu.row(cells(service.toString(), cpuMillis, ratio, more));
    }
    page.put("service-starts", ready);
    page.put("service-starts-cpu", cpu);
  }

  /** The services of all agents side by side, so that they see the same machine. */
  private void loads() throws IOException, InterruptedException, ExecutionException {
    Table requests = new Table("requests a second", PLAIN, EMPTY, OURS, OPEN_TELEMETRY, "ratio");
    Table p99 = new Table("p99, µs", PLAIN, EMPTY, OURS, OPEN_TELEMETRY, "ratio");
    for (RealService service : RealService.values()) {
      Map<String, ServiceJvm> jvms = new LinkedHashMap<>();
      try {
        for (String agent : agents.keySet()) {
          jvms.put(agent, new ServiceJvm(settings, service, agents.get(agent)));
        }
        for (ServiceJvm jvm : jvms.values()) {
          SteadyLoad.on(jvm, settings.quick() ? 1 : WARM_UP_SECONDS, 1);
        }
        for (int checks : CHECKS_PER_SECOND) {
          Map<String, Samples> perSecond = samples();
          Map<String, Samples> micros = samples();
          for (int turn = 0; turn < settings.turns(); turn++) {
            for (String agent : inTurn(turn)) {
              SteadyLoad load = SteadyLoad.on(jvms.get(agent), 1, checks);
              perSecond.get(agent).add(load.perSecond());
              micros.get(agent).add(load.p99Micros());
            }
          }
          String name = service + ", " + checks + (checks == 1 ? " check/s" : " checks/s");
          requests.row(cells(name, perSecond, perSecond.get(OURS).ratioTo(perSecond.get(PLAIN))));
          p99.row(cells(name, micros, micros.get(OURS).ratioTo(micros.get(PLAIN))));
        }
      } finally {
        jvms.values().forEach(ServiceJvm::close);
      }
    }
    page.put("service-requests", requests);
    page.put("service-p99", p99);
  }

  private Map<String, Samples> samples() {
    Map<String, Samples> samples = new LinkedHashMap<>();
    agents.keySet().forEach(agent -> samples.put(agent, new Samples()));
    return samples;
  }

  private List<String> inTurn(int turn) {
    List<String> order = new ArrayList<>(agents.keySet());
    Collections.rotate(order, turn);
    return order;
  }

  private static String[] cells(String name, Map<String, Samples> samples, String... more) {
    List<String> cells = new ArrayList<>(List.of(name));
    samples.values().forEach(each -> cells.add(String.format(Locale.ROOT, "%.0f", each.median())));
    cells.addAll(List.of(more));
    return cells.toArray(String[]::new);
  }
}
