// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.OptionalJars;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Program;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceSources;
import io.github.rstagent.it.harness.TwinRun;
import io.github.rstagent.it.service.EchoService;
import io.github.rstagent.it.service.SeveralServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nettys that were given another package, and several of them in one JVM. */
@IntegrationTest
final class RelocatedIT {
  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  static Stream<Relocation> relocations() {
    return Relocation.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("relocations")
  void listedPeersAreSilentAndStrangersAreNot(Relocation relocation) throws IOException {
    Path netty = OptionalJars.of(relocation.coordinates());
    Path service = new ServiceSources(folder).relocate(relocation.nettyPackage(), netty);

    TwinRun run =
        TwinRun.of(
            relocation.nettyPackage(),
            ourAgent ->
                Program.launcher()
                    .jvm(ourAgent)
                    .jvm("-Xverify:all")
                    .jvm(Logging.LOGBACK.jvmArguments())
                    .classPath(Logging.LOGBACK.jars())
                    .classPath(List.of(service, netty))
                    .arguments(List.of(ServiceSources.relocatedMain(relocation.nettyPackage()))),
            jvms);

    run.assertListedPeerAloneIsSilent();
    assertThat(run.withAgent().jvm().agentLines())
        .as("lines of the agent: version and package")
        .contains(AgentSays.PREFIX + "Netty " + relocation + " found");
  }

  @Test
  void severalNettysInOneJvmAreEachHooked() throws IOException {
    JvmCommand command =
        JvmCommand.main(JavaHome.ofTheBuild(), SeveralServices.class)
            .agent("vip=127.0.0.9,summary=off,advise=off")
            .classPath(MavenJars.netty(NettyVersions.CURRENT))
            .classPath(Logging.LOGBACK.jars())
            .jvm(Logging.LOGBACK.jvmArguments());
    List<String> names = new ArrayList<>(List.of(EchoService.class.getName()));
    for (Relocation relocation : List.of(Relocation.GRPC, Relocation.HBASE)) {
      Path netty = OptionalJars.of(relocation.coordinates());
      ServiceSources sources = new ServiceSources(folder.resolve(relocation.nettyPackage()));
      command.classPath(List.of(netty, sources.relocate(relocation.nettyPackage(), netty)));
      names.add(ServiceSources.relocatedMain(relocation.nettyPackage()));
    }

    List<Service> services = start(command, names);
    for (Service service : services) {
      Peers.LISTED.probe(service.address(), TwinRun.RESETS);
      Peers.STRANGER.probe(service.address(), TwinRun.RESETS);
      service.awaitClosed(2 * TwinRun.RESETS);
      assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the listed peer").isZero();
    }

    FinishedJvm jvm = services.get(0).quit();
    assertThat(jvm.agentLines())
        .as("lines of the agent")
        .filteredOn(AgentSays.hooked("nio"))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).endsWith(NettyVersions.CURRENT + " (io.netty)"),
            line -> assertThat(line).endsWith(Relocation.GRPC.toString()),
            line -> assertThat(line).endsWith(Relocation.HBASE.toString()));
    assertThat(jvm.agentLines()).as("lines: the banner, and two for each").hasSize(1 + 3 * 2);
    assertThat(jvm.stdout())
        .as("log: the stranger's resets on each Netty")
        .filteredOn(line -> line.contains("it reached at the tail of the pipeline"))
        .hasSize(3 * TwinRun.RESETS);
    assertThat(jvm.stderrOfOthers()).as("stderr apart from the agent's lines").isEmpty();
    assertThat(jvm.exitCode()).as("exit code").isZero();
  }

  private List<Service> start(JvmCommand command, List<String> names) throws IOException {
    List<ServerSocket> controls = new ArrayList<>();
    try {
      for (String name : names) {
        ServerSocket control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        controls.add(control);
        command.arguments(List.of(name + "=" + control.getLocalPort()));
      }
      ForkedJvm jvm = jvms.start(command);
      List<Service> services = new ArrayList<>();
      for (ServerSocket control : controls) {
        services.add(new Service(jvm, control));
      }
      return services;
    } finally {
      for (ServerSocket control : controls) {
        control.close();
      }
    }
  }
}
