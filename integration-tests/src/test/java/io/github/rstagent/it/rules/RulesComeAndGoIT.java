// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.ClassFiles;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connections are watched and loggers hooked only while a rule asks for it. */
@IntegrationTest
final class RulesComeAndGoIT {
  private static final String LOGGER = "ch.qos.logback.classic.Logger";
  private static final String RESETS_ONLY = "127.0.0.9 lvs-a";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void withAReload() throws IOException {
    ClassFiles classFiles = new ClassFiles(folder);
    Allowlist list = Allowlist.in(folder, RESETS_ONLY);
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .classPath(
                    MavenJars.withDependencies("io.netty:netty-handler:" + NettyVersions.CURRENT))
                .with("front=lifecycle", "reply=none")
                .agent(list.quietOptions()));
    assertThat(service.shownOf(Peers.LISTED, 1)).as("a reset, scope=reset").isZero();
    service.jvm().awaitLine(service.jvm().stderr(), AgentSays.hooked("nio"), "a hooked Netty");
    for (String changed : List.of(LOGGER, ClassFiles.CHANNELS)) {
      classFiles.capture(service, changed); // the JVM puts constants in another order once
    }
    String channels = classFiles.methodsInForce(service, ClassFiles.CHANNELS);
    String logger = classFiles.methodsInForce(service, LOGGER);
    assertThat(channels + logger).doesNotContain("RstAgentRendezvous");
    PeerConnection silentBefore = Peers.LISTED.connect(service.address());
    service.awaitActive(silentBefore);

    list.replaceWith("127.0.0.9 lvs-a scope=connection only=silent");
    await(service, "hooked the events of Logback");
    awaitSaid(service, 1);
    assertThat(classFiles.methodsInForce(service, ClassFiles.CHANNELS))
        .contains("RstAgentRendezvous");
    assertThat(classFiles.methodsInForce(service, LOGGER)).contains("RstAgentRendezvous");
    assertThat(hooks(service)).contains("events of Logback: hooked");

    silentBefore.reset();
    service.awaitClosed(2);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("of the one that nobody knows").isEqualTo(1);
    await(service, "was not watched from its beginning");
    int lines = logged(service);
    assertThat(service.shownOf(Peers.LISTED, 3)).as("resets, scope=connection").isZero();
    assertThat(logged(service)).as("log lines").isEqualTo(lines);
    PeerConnection silentAfter = Peers.LISTED.connect(service.address());
    service.awaitActive(silentAfter);

    list.replaceWith(RESETS_ONLY);
    awaitSaid(service, 2);
    Await.until(
        () -> hooks(service).stream().noneMatch(hook -> hook.startsWith("events of ")),
        "the loggers to be left alone",
        service::history);
    assertThat(classFiles.methodsInForce(service, ClassFiles.CHANNELS)).isEqualTo(channels);
    assertThat(classFiles.methodsInForce(service, LOGGER)).isEqualTo(logger);

    silentAfter.reset();
    service.awaitClosed(6);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("hidden, by scope=reset").isEqualTo(1);
    assertThat(logged(service)).as("log lines of its end").isGreaterThan(lines);
    assertThat(service.shownOf(Peers.LISTED, 1)).as("a reset, scope=reset again").isZero();
    assertThat(service.openChannels()).as("open channels").isZero();
    assertThat(service.quit().exitCode()).as("exit code").isZero();
  }

  /** The advisor is passive: for it no class is changed and no connection watched. */
  @Test
  void afterAHundredHiddenResetsClassesOfConnectionsAreAsPublished() throws IOException {
    ClassFiles classFiles = new ClassFiles(folder);
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent("vip=127.0.0.9,only=any,summary=off"));
    Peers.LISTED.probe(service.address(), 100);
    Peers.STRANGER.probe(service.address(), 100);
    service.awaitClosed(200);
    JsonObject status = new AgentCommand(jvms).status(service);
    assertThat(status.getInt("suppressed")).as("hidden resets").isEqualTo(100);
    assertThat(status.getObject("peers")).as("peers that the advisor knows").hasSize(1);

    assertThat(classFiles.methodsInForce(service, ClassFiles.CHANNELS)).doesNotContain("RstAgent");
    service.quit();
  }

  private List<String> hooks(Service service) {
    return new AgentCommand(jvms)
        .status(service).getArray("hooks").stream().map(String::valueOf).toList();
  }

  private static int logged(Service service) {
    return service.jvm().stdout().lines().size();
  }

  private static void awaitSaid(Service service, int reloads) {
    Await.until(
        () ->
            service.jvm().stderr().lines().stream()
                    .filter(line -> line.contains(" rules, now "))
                    .count()
                >= reloads,
        "reload " + reloads,
        service::history);
  }

  private static void await(Service service, String text) {
    service.jvm().awaitLine(service.jvm().stderr(), line -> line.contains(text), "'" + text + "'");
  }
}
