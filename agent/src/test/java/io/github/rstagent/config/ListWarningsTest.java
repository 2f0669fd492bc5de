// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.RuleDefaults;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListWarningsTest {
  private static List<String> about(String list) {
    AllowlistReader reader = new AllowlistReader(RuleDefaults.STANDARD);
    reader.stream(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)), "list");
    assertThat(reader.problems()).isEmpty();
    List<Problem> warnings = reader.warnings();
    warnings.addAll(ListWarnings.idle(reader.allowlist()));
    return warnings.stream().map(Problem::toString).toList();
  }

  private static List<String> aboutLines(String lines) {
    return about(lines.replace("; ", "\n") + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.8.3; 10.0.8.0/24",
        "10.0.8.0/24 - port=443; 10.0.8.0/24",
        "10.0.8.0/24; 10.0.8.0/24 - port=443",
        "10.0.8.0/24 - port=443; 10.0.8.0/24 - port=443,8443",
        "10.0.8.0/31 - port=1; 10.0.8.0/31 - port=2; 10.0.8.0/31",
        "10.0.0.0/8; 2001:db8::/32; @gcp; 0.0.0.0/0 - mode=observe; ::/0 - mode=tag",
        "",
      })
  void nothingToSay(String lines) {
    assertThat(aboutLines(lines)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "silent, only=silent",
    "tag, mode=tag",
    "mode:observe, mode=observe",
    "connection, scope=connection"
  })
  void aLabelThatIsAnOptionsValue(String label, String meant) {
    assertThat(aboutLines("10.0.8.3 lvs-tag; 10.0.8.4 " + label))
        .containsExactly(
            "list:2: warning: '" + label + "' is the label, not an option; accepted: " + meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.8.3; 10.0.8.3 again                                     | list:2",
        "10.0.8.0/31; 10.0.8.0; 10.0.8.1 - mode=observe               | list:1",
        "10.0.8.3 - port=443,80; 10.0.8.3 - port=80; 10.0.8.0/24      | list:2",
        "10.0.8.3 - port=80; 10.0.8.3 - port=443; 10.0.8.2/31 - port=80,443; 10.0.8.2 | list:3",
        "2001:db8::/64; 2001:db8::/65; 2001:db8:0:0:8000::/65         | list:1",
        "fe80::1; fe80::1 - port=1; fe80::1 again                     | list:3",
        "@azure; @azure                                               | list:2",
      })
  void aRuleThatNeverDecides(String lines, String where) {
    assertThat(aboutLines(lines))
        .singleElement()
        .asString()
        .startsWith(where + ": warning: ")
        .contains(" never decides: ");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 4294967296",
    "10.0.0.0-11.0.0.0, 16777217",
    "10.0.0.0/7 - only=silent, 33554432",
    "::/0, 340282366920938463463374607431768211456",
    "2001:db8::/31, 158456325028528675187087900672",
  })
  void aRuleForVeryMany(String rule, String addresses) {
    assertThat(aboutLines("192.0.2.1; " + rule))
        .singleElement()
        .asString()
        .startsWith("list:2: warning: ")
        .contains(" lists " + addresses + " addresses: ");
  }

  @Test
  void aLastLineWithoutALineBreak() {
    assertThat(about("10.0.8.3 a\n10.0.8.4 b"))
        .singleElement()
        .asString()
        .startsWith("list:2:11: warning: the last line has no line break");
    assertThat(about("10.0.8.3\n# end")).hasSize(1);
    assertThat(about("10.0.8.3\r\n")).isEmpty();
    assertThat(about("\n")).isEmpty();
  }
}
