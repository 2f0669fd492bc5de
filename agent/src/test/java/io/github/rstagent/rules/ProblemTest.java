// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
  /** As {@code FileInputStream} says it: with the file's name. */
  @ParameterizedTest
  @CsvSource({
    "/etc/vips.list (Permission denied), Permission denied",
    "Input/output error, Input/output error",
    "/etc/vips.list (half, /etc/vips.list (half",
    "/etc/other.list (Permission denied), /etc/other.list (Permission denied)",
  })
  void saysTheFilesNameOnce(String message, String reason) {
    assertThat(Problem.unreadable("/etc/vips.list", new IOException(message), "a file"))
        .hasToString("/etc/vips.list: cannot be read: " + reason + "; accepted: a file");
  }
}
