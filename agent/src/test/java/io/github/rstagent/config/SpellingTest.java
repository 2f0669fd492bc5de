// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final String[] KNOWN = {
    "vip", "vip-file", "mode", "only", "summary-to", "summary"
  };

  @ParameterizedTest
  @CsvSource({
    "onyl, only",
    "vips, vip",
    "vipfile, vip-file",
    "vip_file, vip-file",
    "VIP-FILE, vip-file",
    "summry, summary",
    "summaryto, summary-to",
    "mdoe, mode",
    "rst.agent.mode, mode",
    "'',",
    "nonsense,",
    "top,",
  })
  void nearest(String word, String nearest) {
    assertThat(Spelling.nearest(word, KNOWN)).isEqualTo(nearest);
  }

  @Test
  void anEndlessWordCostsNoMoreThanAnother() {
    assertThat(Spelling.nearest("x".repeat(10_000_000), KNOWN)).isNull();
  }

  @Test
  void namesNothingThatIsFar() {
    assertThat(Spelling.unknown("key", "top", KNOWN)).isEqualTo("unknown key 'top'");
  }

  @Test
  void saysThatCaseMatters() {
    assertThat(Spelling.unknown("key", "Mode", KNOWN))
        .isEqualTo("unknown key 'Mode', upper and lower case differ: 'mode'");
    assertThat(Spelling.unknown("variable", "RST_mode", "RST_VIP", "RST_MODE"))
        .isEqualTo("unknown variable 'RST_mode', upper and lower case differ: 'RST_MODE'");
  }

  @Test
  void quotesOnOneLine() {
    assertThat(Problem.quote("a\n\u001b[31m\u200bж")).isEqualTo("'a\\u000a\\u001b[31m\\u200bж'");
    assertThat(Problem.quote("x".repeat(1000))).isEqualTo("'" + "x".repeat(500) + "...'");
  }
}
