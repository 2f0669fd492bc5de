// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Options are taken whole or not at all; the service runs in any case. */
@IntegrationTest
final class BadOptionsIT {
  private static final int RESETS = 5;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void anUnknownKeyIsNamedWithTheNearestKnownOne() {
    assertThat(linesOfAnAgentThatHidesNothing("vip=127.0.0.9,onyl=silent"))
        .as("lines of the agent")
        .anyMatch(line -> line.contains("onyl") && line.contains("only"));
  }

  @Test
  void aBadValueIsNamedWithWhatIsAccepted() {
    assertThat(linesOfAnAgentThatHidesNothing("vip=127.0.0.9,mode=supress"))
        .as("lines of the agent")
        .anyMatch(line -> line.contains("supress") && line.contains("suppress"));
  }

  @Test
  void aBadVipIsNamed() {
    assertThat(linesOfAnAgentThatHidesNothing("vip=127.0.0.9,127.0.0.300"))
        .as("lines of the agent")
        .anyMatch(line -> line.contains(":1:23: ") && line.contains("300"));
  }

  @Test
  void aNetworkWithHostBitsIsCorrected() {
    assertThat(linesOfAnAgentThatHidesNothing("vip=127.0.0.9/24"))
        .as("lines of the agent")
        .anyMatch(line -> line.contains("127.0.0.9/24") && line.contains("127.0.0.0/24"));
  }

  @Test
  void everyErrorOfAListIsNamedWithLineAndColumn() {
    Allowlist list =
        Allowlist.in(
            folder,
            "127.0.0.9  lvs-a",
            "127.0.0.300  lvs-b",
            "# a comment",
            "127.0.0.10  lvs-c  mode=supress");

    assertThat(linesOfAnAgentThatHidesNothing(list.option()))
        .as("lines of the agent")
        .anyMatch(line -> line.contains(Allowlist.NAME + ":2:9: ") && line.contains("300"))
        .anyMatch(line -> line.contains(Allowlist.NAME + ":4:25: ") && line.contains("suppress"));
  }

  @Test
  void aMissingListIsSaid() {
    Allowlist missing = new Allowlist(folder);

    assertThat(linesOfAnAgentThatHidesNothing(missing.option()))
        .as("lines of the agent")
        .anyMatch(line -> line.contains(Allowlist.NAME));
  }

  @Test
  void aMissingConfigurationFileIsSaid() {
    assertThat(
            linesOfAnAgentThatHidesNothing(
                "vip=127.0.0.9,config=" + folder.resolve("absent.properties")))
        .as("lines of the agent")
        .anyMatch(line -> line.contains("absent.properties"));
  }

  private List<String> linesOfAnAgentThatHidesNothing(String options) {
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(options));
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions shown").isEqualTo(RESETS);
    FinishedJvm jvm = service.quit();
    assertThat(jvm.exitCode()).as("exit code of the service").isZero();
    assertThat(jvm.stderrOfOthers()).as("stderr apart from the agent's lines").isEmpty();
    return jvm.agentLines();
  }
}
