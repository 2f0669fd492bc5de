// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.NettyRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every listed transport of every listed release is hooked, and what comes of it verifies. */
@IntegrationTest
final class EveryReleaseIT {
  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @Test
  void eachTransportIsHookedOnceAndVerifies() {
    ReleaseCheck check = new ReleaseCheck();
    for (NettyRelease release : NettyRelease.all()) {
      for (String transport : release.transports()) {
        check.add(
            release.version(),
            transport.replace("*", "").replace("@8", ""),
            release.classes(transport));
      }
    }
    check.assertAllAreHooked(jvms);
  }
}
