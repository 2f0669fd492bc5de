// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Never on stdout, never on the network, never in a file, never a listening port. */
@IntegrationTest
final class NeverIT {
  private static final int RESETS = 10;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @Test
  void stdoutIsTheSameByteByByte() {
    // java.util.logging prints to stderr: stdout is what the program itself writes.
    FinishedJvm plain = finish(jvms.start(service()));
    FinishedJvm jvm = finish(jvms.start(service().agent("vip=127.0.0.9,debug=on")));

    assertThat(jvm.rawStdout()).as("stdout").isEqualTo(plain.rawStdout());
    assertThat(jvm.exitCode()).as("exit code").isEqualTo(plain.exitCode());
  }

  @Test
  void noFileIsWritten() {
    finish(
        jvms.start(
            service()
                .agent("vip=127.0.0.9")
                .directory(folder)
                .jvm("-Djava.io.tmpdir=" + folder, "-XX:-UsePerfData")));

    assertThat(folder).as("working and temporary directory of the service").isEmptyDirectory();
  }

  @Test
  void noPortIsOpenedAndNoConnectionMade() {
    Service service = jvms.start(service().agent("vip=127.0.0.9"));
    int sockets = OpenSockets.count(service.jvm());
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    assertThat(OpenSockets.listeningPorts(service.jvm()))
        .as("ports that the process listens on")
        .isEqualTo(Set.of(service.address().getPort()));
    assertThat(OpenSockets.count(service.jvm()))
        .as("sockets of the process")
        .isLessThanOrEqualTo(sockets);
  }

  @Test
  void oneDaemonThreadAtMost() {
    Service service = jvms.start(service().agent("vip=127.0.0.9"));
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    assertThat(service.threads())
        .as("threads of the service")
        .filteredOn(name -> name.contains("rst-agent"))
        .hasSizeLessThanOrEqualTo(1);
    Left left = Left.by(service);
    assertThat(left.jvm().exitCode()).as("exit code").isZero();
    assertThat(left.endedByItself()).as("the service's event loops end when told to").isTrue();
  }

  private FinishedJvm finish(Service service) {
    Peers.LISTED.probe(service.address(), RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);
    return service.quit();
  }

  private static ServiceCommand service() {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.JUL);
  }
}
