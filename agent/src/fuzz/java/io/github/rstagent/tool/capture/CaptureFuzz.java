// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Looks for inputs that {@link CaptureFuzzTest} fails with. */
class CaptureFuzz extends CaptureFuzzTest {
  @Override
  @FuzzTest(maxDuration = "3m")
  void file(byte[] input) {
    super.file(input);
  }

  @Override
  @FuzzTest(maxDuration = "3m")
  void line(byte[] input) throws IOException {
    super.line(input);
  }

  @Override
  @FuzzTest(maxDuration = "3m")
  void text(byte[] input) throws IOException {
    super.text(input);
  }
}
