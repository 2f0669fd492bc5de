// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for inputs that {@link ProxyHeaderFuzzTest} fails with. */
class ProxyHeaderFuzz extends ProxyHeaderFuzzTest {
  @Override
  @FuzzTest(maxDuration = "3m")
  void header(byte[] input) {
    super.header(input);
  }
}
