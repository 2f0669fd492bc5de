// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.Inputs;
import io.github.rstagent.Places;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Scope;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** Any text as the agent's argument, any bytes as a properties file. */
class OptionsFuzzTest {
  private static final Set<String> LITTLE = Set.of(" has no value", "no such file");

  @TempDir static Path folder;

  @Inputs
  void argument(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    if (text.contains("config")) {
      return; // reads what file it names; the file has a test of its own
    }
    Options options = Options.read(text, new Properties(), Map.of());
    assertUsable(options);
    for (Problem problem : options.problems()) {
      // Columns count chars of one line, whatever the argument holds.
      boolean quotes = text.indexOf('"') >= 0;
      if (!problem.where().equals("options")) { // "and 5 more"
        Places.assertIn(
            text.replace('\n', ' '), "agent argument", problem, quotes ? Set.of("") : LITTLE);
      }
    }
    if (options.problems().isEmpty()) {
      assertReadsBack(options);
      if (text.indexOf('"') < 0) {
        assertThat(keysAndValues(options)).containsAll(model(text));
      }
    }
  }

  /** Key and value of each piece of an argument without quotes. */
  private static List<String> model(String argument) {
    List<String> settings = new ArrayList<>();
    String key = "";
    for (String piece : argument.split(",", -1)) {
      String[] parts = piece.split("=", 2);
      key = parts.length == 2 ? parts[0].trim() : key;
      String value = parts[parts.length - 1].trim();
      for (String each : key.equals("vip") ? value.split("[\0- ]+", -1) : new String[] {value}) {
        if (!piece.isBlank() && !each.isEmpty()) {
          settings.add(key + '=' + each);
        }
      }
    }
    return settings;
  }

  /** What was taken, written down again with every value in quotes. */
  private static void assertReadsBack(Options options) {
    StringBuilder again = new StringBuilder();
    for (Setting setting : options.inForce()) {
      again.append(again.length() == 0 ? "" : ",").append(setting.key());
      again.append("=\"").append(setting.value()).append('"');
    }
    Options read = Options.read(again.toString(), new Properties(), Map.of());
    assertThat(read.problems()).as("%s", again).isEmpty();
    assertThat(keysAndValues(read)).as("%s", again).isEqualTo(keysAndValues(options));
  }

  /** Against java.util.Properties. */
  @Inputs
  void file(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("rst-agent.properties"), content);
    Options options = Options.read(null, new Properties(), Map.of(), folder.toFile());
    assertUsable(options);
    String text = new String(content, UTF_8);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int lines = (int) text.lines().count();
    for (Problem problem : options.problems()) {
      if (problem.where().startsWith(file + ":")) {
        int line = Integer.parseInt(problem.where().substring((file + ":").length()));
        assertThat(line).as("%s", problem).isBetween(1, lines);
      } else {
        assertThat(problem.where()).isIn(file.toString(), "options"); // the latter: "and 5 more"
      }
    }
    Properties expected = new Properties();
    try {
      expected.load(new StringReader(text));
    } catch (IllegalArgumentException badEscape) {
      assertThat(options.problems()).as("%s", badEscape).isNotEmpty();
      return;
    }
    if (options.problems().isEmpty()) {
      Map<String, String> values = new TreeMap<>();
      for (Setting setting : options.inForce()) {
        if (setting.where().startsWith(file + ":")) {
          values.merge(setting.key(), setting.value(), (one, other) -> one + ' ' + other);
        }
      }
      for (String key : expected.stringPropertyNames()) {
        String value = expected.getProperty(key);
        String taken = values.remove(key);
        if (key.equals("vip")) {
          assertThat(taken).endsWith(value.replaceAll("[\0- ,\"]+", " ").trim()); // the last one
        } else if (key.equals("vip-file")) {
          assertThat(taken).endsWith(value.trim());
        } else {
          assertThat(taken).as(key).isEqualTo(value.trim());
        }
      }
      assertThat(values).as("what java.util.Properties does not know").isEmpty();
    }
  }

  private static List<String> keysAndValues(Options options) {
    return options.inForce().stream()
        .map(setting -> setting.key() + '=' + setting.value())
        .sorted()
        .toList();
  }

  /** Whatever was read, every option has a value that means something. */
  private static void assertUsable(Options options) {
    assertThat(options.summaryMillis()).isGreaterThanOrEqualTo(0);
    assertThat(options.ruleDefaults().mode()).isIn((Object[]) Mode.values());
    assertThat(options.ruleDefaults().scope()).isIn((Object[]) Scope.values());
    assertThat(options.ruleDefaults().only()).isIn((Object[]) Only.values());
    assertThat(options.ruleDefaults().max()).isGreaterThanOrEqualTo(0);
    for (Setting vip : options.vips()) {
      assertThat(vip.value()).isNotEmpty().doesNotContain(" ", ",", "\"", "\t", "\n");
    }
  }
}
