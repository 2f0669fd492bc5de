// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.rstagent.it.harness.EmptyAgentJar;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.TwinRun;
import io.github.rstagent.it.service.EchoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On no Java does the agent make the JVM say anything that it does not say without it. */
@IntegrationTest
final class JvmsIT {
  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("io.github.rstagent.it.harness.JavaHome#all")
  void asItIsStarted(JavaHome home) {
    assertListedPeerAloneIsSilent(home);
  }

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("io.github.rstagent.it.harness.JavaHome#all")
  void withoutUnsafe(JavaHome home) {
    assumeThat(Integer.parseInt(home.version()))
        .as("sun.misc.Unsafe can be denied from Java 23 on")
        .isGreaterThanOrEqualTo(23);
    assertListedPeerAloneIsSilent(home, "--sun-misc-unsafe-memory-access=deny");
  }

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("io.github.rstagent.it.harness.JavaHome#all")
  void fromAnArchiveOfTheServicesClasses(JavaHome home) throws IOException {
    assumeThat(Integer.parseInt(home.version()))
        .as("a JVM archives the classes that it has loaded from Java 13 on")
        .isGreaterThanOrEqualTo(13);
    Path archive = folder.resolve("service.jsa");
    Service training =
        TwinRun.start(service(home).jvm("-XX:ArchiveClassesAtExit=" + archive), jvms);
    Peers.STRANGER.probe(training.address(), 1);
    training.awaitClosed(1);
    training.quit();
    assertThat(archive).as("the archive").isNotEmptyFile();

    // Compared with an agent that does nothing: Java 25 says of any that the archive is without it.
    String emptyAgent = JvmCommand.agentFlag(EmptyAgentJar.in(folder), "");
    TwinRun.of(
            ourAgent ->
                service(home)
                    .jvm(ourAgent.isEmpty() ? List.of(emptyAgent) : ourAgent)
                    .jvm("-XX:SharedArchiveFile=" + archive)
                    .jvm("-Xlog:disable", "-Xlog:all=warning:stdout:none"),
            jvms)
        .assertListedPeerAloneIsSilent();
  }

  private void assertListedPeerAloneIsSilent(JavaHome home, String... flags) {
    TwinRun.of(ourAgent -> service(home).jvm(ourAgent).jvm(flags), jvms)
        .assertListedPeerAloneIsSilent();
  }

  private static JvmCommand service(JavaHome home) {
    return JvmCommand.main(home, EchoService.class)
        .jvm(Logging.LOGBACK.jvmArguments())
        .classPath(MavenJars.netty(NettyVersions.CURRENT))
        .classPath(Logging.LOGBACK.jars());
  }
}
