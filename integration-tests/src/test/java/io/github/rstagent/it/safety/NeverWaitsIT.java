// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.Clients;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.harness.ThreadDump;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thread of the agent's is stuck for ever, and no thread of the service waits for it. */
@IntegrationTest
final class NeverWaitsIT {
  private static final int CLIENTS = 20;
  private static final int RESETS = 50;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void noThreadOfTheServiceWaits(Stuck stuck) {
    ServiceCommand command = ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK);
    Service service =
        jvms.start(
            stuck
                .prepare(command, folder)
                .agent(
                    stuck.agent(folder),
                    "vip=127.0.0.9,vip=127.0.0.10,max=100000/min" + stuck.options(folder)));
    stuck.happen(service, folder);
    Peers.LISTED.probe(service.address(), 1);
    Await.until(
        () -> ThreadDump.of(service, jvms).agentIsAt(stuck.frame()),
        "the agent's thread to be at " + stuck.frame(),
        () -> ThreadDump.of(service, jvms).toString());

    Peers.LISTED.probe(service.address(), RESETS);
    if (stuck != Stuck.THE_SERVICES_LOGGER) { // what is shown is logged, by event loops
      new Peer("127.0.0.10").probe(service.address(), RESETS);
      Peers.STRANGER.probe(service.address(), RESETS);
    }
    assertThat(Clients.served(service.address(), CLIENTS)).as("clients served").isEqualTo(CLIENTS);
    loadAnotherNetty(service);
    assertThat(Clients.served(service.address(), CLIENTS)).as("clients served").isEqualTo(CLIENTS);
    ThreadDump dump = ThreadDump.of(service, jvms);
    assertThat(dump.agentIsAt(stuck.frame())).as("the agent's thread is still stuck").isTrue();
    assertThat(dump.waitingForTheAgent()).as("threads that wait for the agent").isEmpty();
    if (stuck != Stuck.FLIGHT_RECORDER) { // it ends with the JVM, and is stuck itself
      service.jvm().terminate();
      service.jvm().awaitEnd();
    }
  }

  static void loadAnotherNetty(Service service) {
    String jars =
        MavenJars.netty(NettyVersions.NEWEST).stream()
            .map(Path::toString)
            .collect(Collectors.joining(" "));
    service.ask("load io.netty.channel.socket.nio.NioSocketChannel " + jars, "loaded");
  }
}
