// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes on which Javas the lanes have passed to {@code target/matrix.md}: a table with a row for
 * each release of Netty, and a column for each transport.
 */
final class MatrixPage implements TestWatcher, AfterAllCallback {
  private static final Path PAGE = Path.of("target", "matrix.md");
  private static final Pattern LANE = Pattern.compile("Netty (.*), (.*), on Java (\\d+)");

  /** By release, transport and Java: whether all tests of the lane have passed. */
  private final Map<String, Map<String, Map<Integer, Boolean>>> rows = new LinkedHashMap<>();

  private final Set<String> transports = new LinkedHashSet<>();

  @Override
  public void testSuccessful(ExtensionContext context) {
    record(context.getDisplayName(), true);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    record(context.getDisplayName(), false);
  }

  private void record(String displayName, boolean passed) {
    Matcher lane = LANE.matcher(displayName);
    if (lane.matches()) {
      transports.add(lane.group(2));
      rows.computeIfAbsent(lane.group(1).replace(".Final", ""), row -> new LinkedHashMap<>())
          .computeIfAbsent(lane.group(2), transport -> new TreeMap<>())
          .merge(Integer.valueOf(lane.group(3)), passed, Boolean::logicalAnd);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    StringBuilder page = new StringBuilder("| Netty |");
    transports.forEach(transport -> page.append(' ').append(transport).append(" |"));
    page.append("\n|---|").append("---|".repeat(transports.size())).append('\n');
    rows.forEach(
        (release, cells) -> {
          page.append("| ").append(release).append(" |");
          for (String transport : transports) {
            page.append(cell(cells.getOrDefault(transport, Map.of())));
          }
          page.append('\n');
        });
    Files.writeString(PAGE, page);
  }

  private static String cell(Map<Integer, Boolean> javas) {
    return javas.entrySet().stream()
        .map(java -> java.getValue() ? "" + java.getKey() : "**" + java.getKey() + " FAILED**")
        .collect(Collectors.joining(", ", " ", " |"));
  }
}
