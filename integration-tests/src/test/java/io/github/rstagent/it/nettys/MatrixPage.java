// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes what became of each lane to {@code target/matrix.md}, as a table. */
final class MatrixPage implements TestWatcher, AfterAllCallback {
  private static final Path PAGE = Path.of("target", "matrix.md");
  private static final Pattern LANE = Pattern.compile("(Netty .*), on Java (\\d+)");

  /** By row and Java: whether all tests of the lane have passed. */
  private final Map<String, Map<String, Boolean>> rows = new LinkedHashMap<>();

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
      rows.computeIfAbsent(lane.group(1), row -> new LinkedHashMap<>())
          .merge(lane.group(2), passed, Boolean::logicalAnd);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    TreeSet<String> javas = new TreeSet<>(Comparator.comparingInt(Integer::parseInt));
    rows.values().forEach(row -> javas.addAll(row.keySet()));
    StringBuilder page = new StringBuilder("| Netty, transport |");
    javas.forEach(java -> page.append(" Java ").append(java).append(" |"));
    page.append("\n|---|").append("---|".repeat(javas.size())).append('\n');
    rows.forEach(
        (name, row) -> {
          page.append("| ").append(name.substring("Netty ".length())).append(" |");
          for (String java : javas) {
            Boolean passed = row.get(java);
            page.append(passed == null ? " · |" : passed ? " ok |" : " **FAILED** |");
          }
          page.append('\n');
        });
    Files.writeString(PAGE, page);
  }
}
