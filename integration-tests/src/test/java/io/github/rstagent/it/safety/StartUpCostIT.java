// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.EmptyAgentJar;
import io.github.rstagent.it.harness.ForkedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.LoadedClasses;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent adds to the start of a Netty service, counted in classes, which machines agree on.
 * How long that takes is measured by the benchmarks.
 */
@IntegrationTest
final class StartUpCostIT {
  private static final int CLASSES_ALLOWED = 160;
  private static final int CLASSES_ALLOWED_FOR_LOG_LINES = 450;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void fewClassesAreLoaded() throws IOException {
    assertFew(classesLoadedBy(service().agent("vip=127.0.0.9")), CLASSES_ALLOWED);
  }

  @Test
  void fewClassesAreLoadedForLogLines() throws IOException {
    List<String> loaded =
        classesLoadedBy(
            service().agent("vip=127.0.0.9,scope=connection"),
            jvm ->
                jvm.awaitLine(
                    jvm.stderr(),
                    line -> line.contains("hooked the events of"),
                    "a hooked library"));
    assertThat(loaded).as("classes").contains("io.github.rstagent.hook.LogEventRewrite");
    assertFew(loaded, CLASSES_ALLOWED_FOR_LOG_LINES);
  }

  private void assertFew(List<String> loaded, int allowed) throws IOException {
    List<String> floor = classesLoadedBy(service().agent(EmptyAgentJar.in(folder), ""));
    Set<String> more = new TreeSet<>(loaded);
    more.removeAll(floor);

    assertThat(loaded).as("classes").contains("java.lang.RstAgentRendezvous");
    assertThat(loaded.size() - floor.size())
        .as("number of classes loaded beyond that of an empty agent; by name:\n%s", more)
        .isLessThanOrEqualTo(allowed);
  }

  private List<String> classesLoadedBy(ServiceCommand command) throws IOException {
    return classesLoadedBy(command, jvm -> {});
  }

  private List<String> classesLoadedBy(ServiceCommand command, Consumer<ForkedJvm> started)
      throws IOException {
    LoadedClasses log = new LoadedClasses(folder);
    Service service = jvms.start(command.jvm(log.flag()));
    started.accept(service.jvm());
    PeerConnection client = Peers.STRANGER.connect(service.address());
    assertThat(client.send("x").receive(1)).as("echo").isEqualTo("x");
    client.fin();
    service.awaitClosed(1);
    service.quit();
    return log.names();
  }

  private static ServiceCommand service() {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.JUL);
  }
}
