// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.report.Lists;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
  @ParameterizedTest(name = "mode={0} only={1}, {2}: {3}")
  @CsvSource({
    "suppress, any,    SILENT,  SUPPRESS",
    "suppress, any,    SPOKE,   SUPPRESS",
    "suppress, any,    UNKNOWN, SUPPRESS",
    "suppress, silent, SILENT,  SUPPRESS",
    "suppress, silent, SPOKE,   NOT_SILENT",
    "suppress, silent, UNKNOWN, NOT_SILENT",
    "tag,      any,    SILENT,  TAG",
    "tag,      any,    SPOKE,   TAG",
    "tag,      any,    UNKNOWN, TAG",
    "tag,      silent, SILENT,  TAG",
    "tag,      silent, SPOKE,   NOT_SILENT",
    "tag,      silent, UNKNOWN, NOT_SILENT",
    "observe,  any,    SILENT,  OBSERVE",
    "observe,  any,    SPOKE,   OBSERVE",
    "observe,  any,    UNKNOWN, OBSERVE",
    "observe,  silent, SILENT,  OBSERVE",
    "observe,  silent, SPOKE,   NOT_SILENT",
    "observe,  silent, UNKNOWN, NOT_SILENT"
  })
  void followsTheRule(String mode, String only, Silence silence, Verdict expected) {
    assertThat(Verdict.of(Lists.rule("10.0.8.3 - mode=" + mode + " only=" + only), silence))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void isStrangerWithoutARule(Silence silence) {
    assertThat(Verdict.of(null, silence)).isEqualTo(Verdict.STRANGER);
  }

  @Test
  void passesWhateverNoRuleAskedFor() {
    assertThat(Arrays.stream(Verdict.values()).filter(Verdict::isPass))
        .containsExactlyInAnyOrder(
            Verdict.STRANGER,
            Verdict.UNKNOWN_PEER,
            Verdict.NOT_SILENT,
            Verdict.OVER_MAX,
            Verdict.FAILED,
            Verdict.UNTAGGABLE);
  }

  @Test
  void hasATextForPeople() {
    assertThat(Verdict.SUPPRESS.text()).isEqualTo("suppress");
    assertThat(Verdict.OVER_MAX.text()).isEqualTo("over-max");
  }
}
