// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
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
    String channels = methods(classFiles, service, ClassFiles.CHANNELS);
    String logger = methods(classFiles, service, LOGGER);
    assertThat(channels + logger).doesNotContain("RstAgentRendezvous");
    PeerConnection silentBefore = Peers.LISTED.connect(service.address());
    service.awaitActive(silentBefore);

    list.replaceWith("127.0.0.9 lvs-a scope=connection only=silent");
    await(service, "hooked the events of Logback");
    awaitSaid(service, 1);
    assertThat(methods(classFiles, service, ClassFiles.CHANNELS)).contains("RstAgentRendezvous");
    assertThat(methods(classFiles, service, LOGGER)).contains("RstAgentRendezvous");
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
    assertThat(methods(classFiles, service, ClassFiles.CHANNELS)).isEqualTo(channels);
    assertThat(methods(classFiles, service, LOGGER)).isEqualTo(logger);

    silentAfter.reset();
    service.awaitClosed(6);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("hidden, by scope=reset").isEqualTo(1);
    assertThat(logged(service)).as("log lines of its end").isGreaterThan(lines);
    assertThat(service.shownOf(Peers.LISTED, 1)).as("a reset, scope=reset again").isZero();
    assertThat(service.openChannels()).as("open channels").isZero();
    assertThat(service.quit().exitCode()).as("exit code").isZero();
  }

  /** A service that nobody checks stays as it is, whoever resets it now and then. */
  @Test
  void theAdvisorHasConnectionsWatchedWhenThereIsSomebodyToWatch() throws IOException {
    ClassFiles classFiles = new ClassFiles(folder);
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent("vip=127.0.0.9,summary=off"));
    AgentCommand commands = new AgentCommand(jvms);
    Peers.STRANGER.probe(service.address(), 3);
    service.awaitClosed(3);
    assertThat(commands.status(service).getInt("resets")).as("resets counted").isEqualTo(3);
    assertThat(methods(classFiles, service, ClassFiles.CHANNELS)).doesNotContain("RstAgent");

    Peers.LISTED.probe(service.address(), 1);
    service.awaitClosed(4);
    awaitWatched(classFiles, service, true);

    commands.run("disable", service, "--restore");
    awaitWatched(classFiles, service, false);
    commands.run("enable", service);
    awaitWatched(classFiles, service, true);
    service.quit();
  }

  private static void awaitWatched(ClassFiles classFiles, Service service, boolean watched) {
    Await.until(
        () ->
            methods(classFiles, service, ClassFiles.CHANNELS)
                    .contains("RstAgentRendezvous.connections")
                == watched,
        "connections to be " + (watched ? "watched" : "left alone"),
        service::history);
  }

  private static String methods(ClassFiles classFiles, Service service, String className) {
    try {
      return classFiles.methods(classFiles.capture(service, className));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
