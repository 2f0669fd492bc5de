// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Problem;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vip-file=a b.list",
        "vip-file = a b.list  ",
        "vip-file:a b.list",
        "vip-file a b.list",
        "  vip-file\t=\ta b.list",
        "vip\\-file=a b.list",
        "vip-fil\\u0065=a\\u0020b.list",
        "vip-file=\\\n   a b.list",
        "vip-file=a \\\r\n   b.list",
        "vip-\\\n  file=a b.list",
        "# c\\\nvip-file=a b.list",
        "! c\n\n \t\nvip-file=a b.list\r",
        "\uFEFFvip-file=a b.list",
        "vip-file=a b.list\\",
      })
  void hasTheSyntaxOfProperties(String text) throws IOException {
    Options options = read(text);

    assertThat(options.problems()).isEmpty();
    assertThat(options.vipFiles()).extracting(Object::toString).containsExactly("a b.list");
  }

  @Test
  void readsWhatPropertiesReads() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] parts = {
      "vip-file",
      "=",
      ":",
      " ",
      "\t",
      "\f",
      "\\",
      "\n",
      "\r",
      "\r\n",
      "\\\n",
      "#",
      "!",
      "a",
      "\\t",
      "\\u0041",
      "\\\\",
      "é"
    };
    int compared = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      // One key, often: the last of its values is what Properties keeps.
      for (int j = random.nextInt(12); j > 0; j--) {
        text.append(random.nextInt(4) == 0 ? parts[0] : parts[random.nextInt(parts.length)]);
      }
      Properties properties = new Properties();
      properties.load(new StringReader(text.toString()));
      String expected = properties.getProperty("vip-file");
      if (expected == null || expected.trim().isEmpty()) {
        continue;
      }
      compared++;
      List<Setting> settings = read(text.toString()).inForce();
      Setting last = null;
      for (Setting setting : settings) {
        last = setting.key().equals("vip-file") ? setting : last;
      }
      assertThat(last).as("seed %d: %s", seed, escaped(text)).isNotNull();
      assertThat(last.value()).as("seed %d: %s", seed, escaped(text)).isEqualTo(expected.trim());
    }
    assertThat(compared).as("seed %d", seed).isGreaterThan(500);
  }

  @Test
  void vipMayRepeatAndEachValueHasItsLine() throws IOException {
    Options options =
        read(
            String.join(
                "\r\n",
                "# who",
                "vip = 10.0.0.1, 10.0.0.2 \\",
                "      10.0.0.3,\\",
                "\t10.0.0.\\u0034",
                "vip:10.0.0.5"));

    assertThat(options.problems()).isEmpty();
    assertThat(options.vips())
        .extracting(vip -> withoutFolder(vip.toString()))
        .containsExactly(
            "vip=10.0.0.1 (f:2)",
            "vip=10.0.0.2 (f:2)",
            "vip=10.0.0.3 (f:2)",
            "vip=10.0.0.4 (f:2)",
            "vip=10.0.0.5 (f:5)");
  }

  @Test
  void saysWhatIsWrongAndWhere() throws IOException {
    assertThat(
            problems(
                """
                \uFEFFonyl=silent
                  mode = hide
                jmx=off
                jmx=on
                vip=
                debug
                only=\\u00zz
                m\\u=x
                config=x
                max=\\
                   60
                rst.agent.mode=tag
                scope=all
                """))
        .containsExactly(
            "f:1: unknown key 'onyl', the nearest is 'only'; accepted: vip, vip-file, mode, scope,"
                + " only, max, advise, summary, summary-to, jmx, uring-peers, enabled, debug, config",
            "f:2: 'hide' is no value of mode; accepted: suppress, tag, observe",
            "f:4: 'jmx' stands twice; accepted: each key but vip and vip-file once",
            "f:5: vip has no value; accepted: addresses, networks a/n, ranges a-b or presets"
                + " @name",
            "f:6: debug has no value; accepted: on, off",
            "f:7: bad escape \\u; accepted: \\u and four hex digits",
            "f:8: bad escape \\u; accepted: \\u and four hex digits",
            "f:9: config has no place in this file; accepted: config as agent argument, system"
                + " property or environment variable",
            "f:10: '60' is no value of max; accepted: N/min with N from 1 to 999999999, or off",
            "f:12: unknown key 'rst.agent.mode', the nearest is 'mode'; accepted: vip, vip-file,"
                + " mode, scope, only, max, advise, summary, summary-to, jmx, uring-peers, enabled,"
                + " debug, config",
            "f:13: 'all' is no value of scope; accepted: reset, connection");
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    assertThat(Options.read("config=" + folder, new Properties(), Map.of()).problems())
        .extracting(Problem::toString)
        .containsExactly(
            folder + ": cannot be read: not a file; accepted: a readable properties file");
    assertThat(problems("#".repeat(1 << 16))).isEmpty();
    assertThat(problems("#".repeat((1 << 16) + 1)))
        .containsExactly(
            "f: cannot be read: larger than 65536 bytes; accepted: a readable properties file");
  }

  @Test
  void takesEveryEscape() throws IOException {
    assertThat(read("vip-file=a\\u0000b").vipFiles())
        .extracting(Object::toString)
        .containsExactly("a\0b");
  }

  private static String escaped(CharSequence text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(c < ' ' ? "<%x>".formatted((int) c) : c);
    }
    return escaped.toString();
  }

  private Options read(String text) throws IOException {
    Path file = Files.write(folder.resolve("f"), text.getBytes(StandardCharsets.UTF_8));
    return Options.read("config=" + file, new Properties(), Map.of());
  }

  private List<String> problems(String text) throws IOException {
    return read(text).problems().stream()
        .map(problem -> withoutFolder(problem.toString()))
        .toList();
  }

  private String withoutFolder(String text) {
    return text.replace(folder + File.separator, "");
  }
}
