// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StartTest {
  private static Start start(String argument) {
    return new Start(Options.read(argument, new Properties(), Map.of(), null));
  }

  @Test
  void withoutRulesTheBannerSaysWhatIsDone() {
    assertThat(start(null).rules())
        .isEqualTo("no rules, so that resets are only counted and advised on");
    assertThat(start("advise=off").rules()).isEqualTo("no rules, so that resets are only counted");
    assertThat(start("vip=10.0.8.3").rules()).isEqualTo("1 rule (from vip)");
  }

  @Test
  void aListThatIsMissingIsGoodAndNotWhole() {
    assertThat(start("vip-file=/absent").isGood()).isTrue();
    assertThat(start("vip-file=/absent").isWhole()).isFalse();
    assertThat(start("vip=10.0.8.3").isWhole()).isTrue();
    assertThat(start("vip=10.0.8.300").isWhole()).isFalse();
  }
}
