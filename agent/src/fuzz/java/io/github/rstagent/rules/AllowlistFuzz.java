// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for inputs that {@link AllowlistFuzzTest} fails with. */
class AllowlistFuzz extends AllowlistFuzzTest {
  @Override
  @FuzzTest(maxDuration = "3m")
  void address(byte[] input) {
    super.address(input);
  }

  @Override
  @FuzzTest(maxDuration = "3m")
  void list(byte[] input) {
    super.list(input);
  }
}
