// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Attachment;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.Clients;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.harness.ThreadDump;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A stderr that is never read: of a parent that does not care, or of a log shipper that is stuck.
 * All goes on, but for the agent's lines.
 */
@IntegrationTest
final class FullStderrIT {
  private static final int CLIENTS = 20;
  private static final int PEERS = 2_000;
  private static final int RESETS_EACH = 3;
  private static final Peer NEW = new Peer("127.0.0.10");

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  /** Each reset makes the agent fail at something, too: at what it would tell Flight Recorder. */
  @ParameterizedTest(name = "full {0}, ended by {1}")
  @CsvSource({"from the start, SIGTERM", "later on, System.exit"})
  void allGoesOn(String since, String end) {
    Path jar =
        BrokenJar.in(
            folder,
            "io.github.rstagent.report.jfr.FlightRecording",
            "journalInUse",
            Breakage.OUT_OF_MEMORY);
    Allowlist list =
        Allowlist.in(folder, "127.0.0.9 lvs-a scope=connection", "127.7.0.0/16 storm max=1/min");
    ServiceCommand command =
        ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
            .classPath(
                MavenJars.withDependencies("io.netty:netty-handler:" + NettyVersions.CURRENT))
            .with("front=lifecycle")
            .agent(jar, list.option() + ",summary=1s,summary-to=stderr,debug=on");
    Service service = jvms.start(since.equals("later on") ? command : command.fullStderr());
    if (since.equals("later on")) {
      service.jvm().fillStderr();
    }
    AgentCommand agent = new AgentCommand(jvms);

    storm(service, PEERS / 4); // each logs a dozen lines here
    assertThat(Clients.served(service.address(), CLIENTS)).as("clients served").isEqualTo(CLIENTS);
    NeverWaitsIT.loadAnotherNetty(service);
    assertThat(service.shownOf(Peers.LISTED, RESETS_EACH)).as("resets shown").isZero();
    list.replaceWith("127.0.0.9 lvs-a scope=connection", "127.0.0.10 lvs-b");
    Await.until(() -> service.shownOf(NEW, 1) == 0, "the new list", service::history);
    assertThat(agent.status(service).getObject("hiddenEvents").values())
        .as("log events hidden")
        .anyMatch(events -> ((Number) events).intValue() > 0);
    assertThat(agent.run("attach", service, "vip=127.0.0.9").exitCode()).as("attach").isZero();
    Await.until(() -> service.shownOf(NEW, 1) == 1, "the new options", service::history);
    assertThat(ThreadDump.of(service, jvms).waitingForTheAgent()).as("waiting").isEmpty();
    assertThat(agent.run("disable", service).exitCode()).as("disable").isZero();
    assertThat(service.shownOf(Peers.LISTED, 1)).as("shown when disabled").isEqualTo(1);
    assertThat(Clients.served(service.address(), CLIENTS)).as("clients served").isEqualTo(CLIENTS);
    if (end.equals("SIGTERM")) {
      service.jvm().terminate();
    } else {
      service.exit();
    }
    service.jvm().awaitEnd();
    service.jvm().stderr().read();
    assertThat(service.jvm().awaitExit().stdout()).as("log").isNotEmpty();
  }

  /** By peers that come three times each, beyond what can be counted. */
  private static void storm(Service service, int peers) {
    for (int i = 0; i < peers; i++) {
      new Peer("127.7." + i / 250 + "." + (1 + i % 250)).probe(service.address(), RESETS_EACH);
    }
    service.awaitClosed(peers * RESETS_EACH);
  }

  @Test
  void aStormOfManyPeersIsAFewLines() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent("vip=127.7.0.0/16,max=1/min,summary=off,advise=off"));
    storm(service, PEERS);
    assertThat(Clients.served(service.address(), CLIENTS)).as("clients served").isEqualTo(CLIENTS);

    assertThat(service.quit().agentLines())
        .filteredOn(line -> line.contains(" passed max=1/min of "))
        .as("lines about the storm, in two minutes at most")
        .hasSizeBetween(10, 20);
  }

  @Test
  void aReloadChangesTheMaxOfAStorm() {
    Allowlist list = Allowlist.in(folder, "127.0.0.9 lvs-a max=1/min");
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent(list.quietOptions()));
    Await.until(
        () -> service.shownOf(Peers.LISTED, 2) == 2, "the storm to be shown", service::history);
    list.replaceWith("127.0.0.9 lvs-a max=100000/min");

    Await.until(() -> service.shownOf(Peers.LISTED, 2) == 0, "the new max", service::history);
    list.replaceWith("127.0.0.9 lvs-a max=1/min");
    Await.until(() -> service.shownOf(Peers.LISTED, 2) == 2, "the old max", service::history);
  }

  @Test
  void aClosedStderr() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .under("sh", "-c", "exec \"$@\" 2>&-", "sh")
                .agent("vip=127.0.0.9,summary=1s,summary-to=stderr,debug=on"));
    assertThat(service.shownOf(Peers.LISTED, RESETS_EACH)).as("resets shown").isZero();
    assertThat(Clients.served(service.address(), CLIENTS)).as("clients served").isEqualTo(CLIENTS);
    FinishedJvm jvm = service.quit();

    assertThat(jvm.exitCode()).as("exit code").isZero();
    assertThat(jvm.stdout()).as("log").isEqualTo(LogLines.NONE);
    assertThat(jvm.stderr()).as("stderr").isEmpty();
  }

  /** The agent does not enter the service's logging by way of it, with what locks it holds. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"flag", "attach"})
  void aStderrThatIsTheServicesLog(String way) {
    String options = "vip=127.0.0.9,summary=off,advise=off";
    ServiceCommand command =
        ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).with("stderr-is-logged=on");
    Service service = jvms.start(way.equals("flag") ? command.agent(options) : command);
    if (way.equals("attach")) {
      Attachment.load(service.jvm(), options);
    }
    assertThat(service.shownOf(Peers.LISTED, RESETS_EACH)).as("resets shown").isZero();
    assertThat(Clients.served(service.address(), CLIENTS)).as("clients served").isEqualTo(CLIENTS);
    FinishedJvm jvm = service.quit();

    assertThat(jvm.agentLines())
        .as("lines on file descriptor 2")
        .anyMatch(line -> line.contains(": 1 rule (from vip), "))
        .anyMatch(AgentSays.hooked("nio"));
    assertThat(jvm.stdout()).as("log").noneMatch(line -> line.contains("[rst-agent]"));
  }
}
