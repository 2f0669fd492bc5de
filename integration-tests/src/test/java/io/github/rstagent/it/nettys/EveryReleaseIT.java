// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.NettyRelease;
import io.github.rstagent.it.service.ClassCheck;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
