// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Looks for inputs that {@link OptionsFuzzTest} fails with. */
class OptionsFuzz extends OptionsFuzzTest {
  @Override
  @FuzzTest(maxDuration = "3m")
  void argument(byte[] input) {
    super.argument(input);
  }

  @Override
  @FuzzTest(maxDuration = "3m")
  void file(byte[] input) throws IOException {
    super.file(input);
  }
}
