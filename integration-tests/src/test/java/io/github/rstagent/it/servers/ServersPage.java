// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each server logs of a probe, as a table. */
final class ServersPage {
  private static final Path PAGE = Path.of("target", "servers.md");

  private final Map<RealServer, ServerRuns> rows = new LinkedHashMap<>();

  void add(RealServer server, ServerRuns runs) {
    rows.put(server, runs);
  }

  /** To {@code target/servers.md}. */
  void write() throws IOException {
    StringBuilder page = new StringBuilder();
    line(page, "server", "logging", "RST", "RST, `reset`", "FIN", "`connection`");
    page.append("|").append("---|".repeat(6)).append('\n');
    rows.forEach(
        (server, runs) ->
            line(
                page,
                server.title() + ", " + server.transport(),
                server.logging().title(),
                runs.withoutAgent().log(Deed.LISTED_RST).perDeed(),
                runs.scopeReset().log(Deed.LISTED_RST).perDeed(),
                runs.withoutAgent().log(Deed.LISTED_FIN).perDeed(),
                ofBoth(runs.scopeConnection())));
    Files.writeString(PAGE, page);
  }

  private static String ofBoth(ServerRun run) {
    String rst = run.log(Deed.LISTED_RST).perDeed();
    String fin = run.log(Deed.LISTED_FIN).perDeed();
    return rst.equals(fin) ? rst : rst + ", FIN " + fin;
  }

  private static void line(StringBuilder page, String... cells) {
    page.append(Stream.of(cells).collect(Collectors.joining("|", "|", "|\n")));
  }
}
