// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.observing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the agent says, where, and how it counts. */
@IntegrationTest
final class VoiceIT {
  private static final int RESETS = 5;
  private static final Peer SECOND = new Peer("127.0.0.10");

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void itIntroducesItselfAndNamesWhatItMeetsOnce() {
    Service service = jvms.start(service(Logging.LOGBACK).agent("vip=127.0.0.9,summary=off"));
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    FinishedJvm jvm = service.quit();
    assertThat(jvm.agentLines())
        .as("lines of the agent")
        .satisfiesOnlyOnce(line -> assertThat(line).matches(AgentSays.banner(1)))
        .satisfiesOnlyOnce(
            line -> assertThat(line).matches(AgentSays.nettyMet(NettyVersions.CURRENT)))
        .satisfiesOnlyOnce(line -> assertThat(line).matches(AgentSays.hooked("nio")));
    assertThat(jvm.stderrOfOthers()).as("stderr apart from the agent's lines").isEmpty();
  }

  @Test
  void theSummaryGoesToTheServicesLogger() {
    Allowlist list = Allowlist.in(folder, "127.0.0.9 lvs-a", "127.0.0.10 lvs-b");
    Service service = jvms.start(service(Logging.LOGBACK).agent(list.option() + ",summary=2s"));
    Predicate<String> summary =
        line ->
            line.startsWith("INFO " + AgentSays.LOGGER + " ")
                && line.contains("suppressed " + 2 * RESETS + " resets in 2 s: ")
                && line.contains("lvs-a " + RESETS + " (127.0.0.9)")
                && line.contains("lvs-b " + RESETS + " (127.0.0.10)");

    // All at once, so that they fall into one interval.
    service.block();
    Peers.LISTED.probe(service.address(), RESETS);
    SECOND.probe(service.address(), RESETS);
    service.unblock();
    service.awaitClosed(2 * RESETS);

    service.jvm().awaitLine(service.jvm().stdout(), summary, "a summary in the service's log");
    assertThat(service.quit().stdout())
        .as("log: one summary, since nothing happened later")
        .filteredOn(line -> line.contains("suppressed"))
        .hasSize(1);
  }

  @Test
  void theSummaryGoesToStderrOnDemand() {
    Service service =
        jvms.start(
            service(Logging.LOGBACK).agent(listed().option() + ",summary=2s,summary-to=stderr"));
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    service
        .jvm()
        .awaitLine(
            service.jvm().stderr(),
            AgentSays.suppressed(RESETS, "lvs-a", "127.0.0.9"),
            "a summary on stderr");
    assertThat(service.quit().stdout()).as("log").isEqualTo(LogLines.NONE);
  }

  @Test
  void withoutSlf4jTheSummaryGoesToStderr() {
    Service service = jvms.start(service(Logging.JUL).agent(listed().option() + ",summary=2s"));
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    service
        .jvm()
        .awaitLine(
            service.jvm().stderr(),
            AgentSays.suppressed(RESETS, "lvs-a", "127.0.0.9"),
            "a summary on stderr");
  }

  @Test
  void whatRemainsIsSaidAtExit() {
    Service service = jvms.start(service(Logging.LOGBACK).agent(listed().option()));
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    assertThat(service.quit().stderr())
        .as("stderr")
        .filteredOn(AgentSays.suppressed(RESETS, "lvs-a", "127.0.0.9"))
        .hasSize(1);
  }

  private Allowlist listed() {
    return Allowlist.in(folder, "127.0.0.9 lvs-a");
  }

  private static ServiceCommand service(Logging logging) {
    return ServiceCommand.on(NettyVersions.CURRENT, logging);
  }
}
