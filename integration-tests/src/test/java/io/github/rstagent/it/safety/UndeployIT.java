// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.CodeSource;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.TwinRun;
import io.github.rstagent.it.service.EchoService;
import io.github.rstagent.it.service.WebApplicationHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web application that brings its own Netty can be undeployed: the agent holds nothing of it. */
@IntegrationTest
final class UndeployIT {
  private static final String[] NOTHING_LEFT = {"class loader is collected", "jars still open: []"};

  /** Well above the second for which Netty's own last thread lingers. */
  private static final String PATIENCE = "patience=20";

  /** Its loggers are hooked, and its connections watched. */
  private static final String SCOPE_CONNECTION = "scope=connection,only=silent";

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @Test
  void withoutTheAgentItCanBeCollected() {
    Service service = start(application(PATIENCE));
    probe(service);

    assertThat(service.quit().stdout()).as("stdout").contains(NOTHING_LEFT);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"mode=suppress", "mode=tag", "only=silent", SCOPE_CONNECTION})
  void withTheAgentItCanBeCollected(String rule) {
    Service service = start(application(PATIENCE).agent("vip=127.0.0.9,summary=1s," + rule));
    if (rule.equals(SCOPE_CONNECTION)) {
      service
          .jvm()
          .awaitLine(
              service.jvm().stderr(),
              line -> line.contains("hooked the events of Logback"),
              "the application's own logging to be hooked");
    }
    probe(service);
    service
        .jvm()
        .awaitLine(
            service.jvm().stdout(),
            line -> line.contains(" " + AgentSays.LOGGER + " ") && line.contains(" resets in "),
            "a summary in the application's own log");

    PeerConnection silent = Peers.LISTED.connect(service.address());
    service.awaitActive(silent); // watched to the end, where the rule asks for it

    FinishedJvm jvm = service.quit();
    silent.fin();
    assertThat(jvm.stdout()).as("stdout").contains(NOTHING_LEFT);
    assertThat(jvm.agentLines())
        .as("lines of the agent: the application's Netty, not the server's")
        .filteredOn(AgentSays.hooked("nio"))
        .singleElement()
        .asString()
        .contains(NettyVersions.CURRENT);
    assertThat(jvm.stderrOfOthers()).as("stderr apart from the agent's lines").isEmpty();
    assertThat(jvm.exitCode()).as("exit code").isZero();
  }

  @Test
  void aLoaderThatIsHeldIsNot() {
    Service service =
        start(application("hold=on", "patience=3").agent("vip=127.0.0.9,summary=off"));
    probe(service);

    assertThat(service.quit().stdout())
        .as("stdout")
        .contains("class loader is still there, held on purpose: true");
  }

  /** In a server that has another Netty. */
  private static JvmCommand application(String... arguments) {
    List<Path> jars = new ArrayList<>(MavenJars.netty(NettyVersions.CURRENT));
    jars.addAll(Logging.LOGBACK.jars());
    jars.add(CodeSource.of(EchoService.class));
    return JvmCommand.main(JavaHome.ofTheBuild(), WebApplicationHost.class, arguments)
        .classPath(MavenJars.netty(NettyVersions.OLDEST))
        .jvm(Logging.LOGBACK.jvmArguments())
        .arguments(jars.stream().map(jar -> "jar=" + jar).toList());
  }

  private Service start(JvmCommand command) {
    return TwinRun.start(command, jvms);
  }

  private static void probe(Service service) {
    Peers.LISTED.probe(service.address(), TwinRun.RESETS);
    Peers.STRANGER.probe(service.address(), TwinRun.RESETS);
    service.awaitClosed(2 * TwinRun.RESETS);
  }
}
