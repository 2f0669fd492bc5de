// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Lists;
import io.github.rstagent.rules.Rule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of what a line's options take. */
class RuleLineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mode=tag", "port=443", "only=any", "scope=reset", "max=1/min"})
  void takesNoOptionTwice(String option) {
    String name = option.substring(0, option.indexOf('='));
    assertThat(Lists.problems(folder, "10.0.8.3 - " + option + ' ' + option))
        .containsExactly(
            "vips.list:1:"
                + (13 + option.length())
                + ": option '"
                + name
                + "' stands twice; accepted: once in a line");
  }

  @Test
  void takesEveryOptionOnce() {
    assertThat(
            Lists.allowlist(folder, "::1 - mode=tag port=1 only=silent scope=reset max=1/min")
                .size())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 90, 65534, 65535})
  void takesEveryPort(int port) {
    Rule rule = Lists.allowlist(folder, "10.0.8.3 - port=" + port).rules().get(0);

    assertThat(rule.ports()).containsExactly(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "99999", "100000", "080", "8O", "/", ":", ""})
  void takesNothingElseForAPort(String port) {
    assertThat(Lists.problems(folder, "10.0.8.3 - port=" + port))
        .singleElement()
        .asString()
        .startsWith("vips.list:1:17: '" + port + "' is no port");
  }

  @ParameterizedTest
  @CsvSource({
    "off, 0",
    "1/min, 1",
    "9/min, 9",
    "10/min, 10",
    "999999999/min, 999999999",
    "1000000000/min,",
    "0/min,",
    "01/min,",
    "/min,",
    "1/:in,",
    "1:/min,",
    "1//min,",
    "60,"
  })
  void maxIsANumberAMinute(String text, Long max) {
    assertThat(Key.MAX.parse(text)).isEqualTo(max);
  }

  @Test
  void termsAreEachLinesOwn() {
    Allowlist list =
        Lists.allowlist(
            folder,
            "10.0.8.1 - mode=tag",
            "10.0.8.2 - mode=tag scope=connection",
            "10.0.8.3 - mode=tag only=silent",
            "10.0.8.4 - mode=tag max=7/min",
            "10.0.8.5 - mode=observe max=7/min",
            "10.0.8.6");

    assertThat(list.rules())
        .extracting(rule -> rule.mode() + " " + rule.scope() + " " + rule.only() + " " + rule.max())
        .containsExactly(
            "tag reset any 0",
            "tag connection any 0",
            "tag reset silent 0",
            "tag reset any 7",
            "observe reset any 7",
            "suppress reset any 0");
  }

  @Test
  void countsUnknownPresetsAsOtherProblems() {
    String[] lines = new String[22];
    Arrays.fill(lines, "@nobody");

    assertThat(Lists.problems(folder, lines)).hasSize(21).last().isEqualTo("vips.list: and 2 more");
    assertThat(Collections.nCopies(20, "@nobody").stream().toArray(String[]::new))
        .satisfies(exactly -> assertThat(Lists.problems(folder, exactly)).hasSize(20));
  }
}
