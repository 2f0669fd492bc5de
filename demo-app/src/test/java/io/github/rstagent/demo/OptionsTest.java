// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void valuesComeInBothForms() throws DemoException {
    Options options = Options.parse("--checks=3", "--every", "1s", "--tls", "--mode=tag");
    assertThat(options.checks).isEqualTo(3);
    assertThat(options.every).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.tls).isTrue();
    assertThat(options.agentOptions())
        .isEqualTo("vip=127.0.0.9,mode=tag,summary=5s,summary-to=stderr");
  }

  @Test
  void autoGivesNoAddress() throws DemoException {
    assertThat(Options.parse("--auto").agentOptions())
        .isEqualTo("vip=@auto,summary=5s,summary-to=stderr");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--chekcs=3   | unknown option --chekcs",
        "--checks=0   | --checks 0: a number from 1",
        "--checks=-1  | --checks -1: a number from 1",
        "--every=1    | --every 1: a time as 1s or 300ms",
        "--mode=drop  | --mode drop: one of suppress, tag, observe",
        "--svg        | --svg needs a value",
        "--tls=yes    | --tls takes no value",
      })
  void whatIsWrongIsNamed(String argument, String message) {
    assertThatThrownBy(() -> Options.parse(argument))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith(message);
  }
}
