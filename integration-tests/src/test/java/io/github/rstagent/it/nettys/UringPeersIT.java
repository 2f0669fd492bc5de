// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Lane;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** io_uring does not say who has connected, where it accepts several connections at once. */
@IntegrationTest
final class UringPeersIT {
  private static final int RESETS = 20;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @Test
  void aPeerThatNettyDoesNotKnowIsShownAndTheRemedySaidOnce() {
    Service service = start("vip=127.0.0.9,summary=off");

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);

    FinishedJvm jvm = service.quit();
    assertThat(service.events("exception")).as("resets shown").hasSize(RESETS);
    assertThat(jvm.agentLines())
        .filteredOn(line -> line.contains("does not know"))
        .singleElement()
        .asString()
        .contains("uring-peers=on");
  }

  @Test
  void withTheOptionPeersAreKnown() {
    Service service = start("vip=127.0.0.9,summary=off,uring-peers=on");

    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);

    service.quit();
    assertThat(service.exceptionsOf(Peers.LISTED)).as("listed").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER)).as("stranger").isEqualTo(RESETS);
  }

  /** The property is read once, when Netty's io_uring is loaded. */
  @ParameterizedTest(name = "agent there before: {0}")
  @ValueSource(booleans = {false, true})
  void toARunningServiceTheOptionComesTooLate(boolean there) {
    String options = "vip=127.0.0.9,summary=off";
    Service service = there ? start(options) : command().start(jvms);

    FinishedJvm attached =
        new AgentCommand(jvms).run("attach", service, options + ",uring-peers=on");

    assertThat(attached.exitCode()).as("exit code").isZero();
    assertThat(attached.stdout())
        .filteredOn(line -> line.startsWith("uring-peers=on"))
        .singleElement()
        .asString()
        .contains("takes a restart");
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);
    assertThat(service.events("exception")).as("resets shown").hasSize(RESETS);
    assertThat(service.quit().agentLines())
        .filteredOn(line -> line.contains("does not know"))
        .singleElement()
        .asString()
        .contains("started with uring-peers=on accepts connections one by one");
  }

  private Service start(String options) {
    return command().agent(options).start(jvms);
  }

  private static ServiceCommand command() {
    Lane lane = new Lane(JavaHome.ofTheBuild(), NettyVersions.NEWEST, "io_uring");
    return ServiceCommand.on(lane, Logging.LOGBACK).with("transport=io_uring");
  }
}
