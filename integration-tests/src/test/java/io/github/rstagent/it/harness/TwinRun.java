// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * One program without and with the agent: the first gets a stranger's resets, the second those of a
 * listed peer and then the stranger's.
 */
public record TwinRun(String nettyPackage, Left withoutAgent, Left withAgent) {
  public static final int RESETS = 20;

  private static final String OPTIONS = "vip=127.0.0.9,summary=off,advise=off";

  /** For a program on a Netty that has its own name. */
  public static TwinRun of(Program program, ForkedJvms jvms) {
    return of("io.netty", program, jvms);
  }

  public static TwinRun of(String nettyPackage, Program program, ForkedJvms jvms) {
    // Every buffer watched for leaks: a sample of them would change some of the stack traces.
    String watchBuffers = "-D" + nettyPackage + ".leakDetection.level=paranoid";
    Service plain = start(program.command(List.of()).jvm(watchBuffers), jvms);
    Peers.STRANGER.probe(plain.address(), RESETS);
    plain.awaitClosed(RESETS);
    Left withoutAgent = Left.by(plain);

    String ourAgent = JvmCommand.agentFlag(AgentJar.path(), OPTIONS);
    Service service = start(program.command(List.of(ourAgent)).jvm(watchBuffers), jvms);
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);
    return new TwinRun(nettyPackage, withoutAgent, Left.by(service));
  }

  public static Service start(JvmCommand command, ForkedJvms jvms) {
    try (ServerSocket control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> arguments = List.of("control=" + control.getLocalPort());
      return new Service(jvms.start(command.arguments(arguments)), control);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing but the listed peer's exceptions is gone. */
  public void assertListedPeerAloneIsSilent() {
    assertThat(exceptions(withoutAgent, Peers.STRANGER))
        .as("exceptions that the stranger's handlers see without the agent")
        .isEqualTo(RESETS);
    assertThat(withoutAgent.log().size() + withoutAgent.jvm().stderr().size())
        .as("lines about them, with stack traces")
        .isGreaterThan(10 * RESETS);
    assertThat(withAgent.jvm().agentLines())
        .as("lines of the agent: banner, Netty, hook")
        .satisfiesExactly(
            banner -> assertThat(banner).matches(AgentSays.banner(1)),
            met -> assertThat(met).endsWith("(" + nettyPackage + ") found"),
            hooked ->
                assertThat(hooked)
                    .matches(AgentSays.hooked("nio"))
                    .endsWith("(" + nettyPackage + ")"));
    assertThat(exceptions(withAgent, Peers.LISTED))
        .as("exceptions that the listed peer's handlers see")
        .isZero();
    assertThat(ChannelHistory.of(Peers.LISTED, withAgent.events()))
        .as("what the handlers of the listed peer's channels see")
        .hasSize(RESETS)
        .allSatisfy(history -> assertThat(history.kinds()).containsExactly("active", "inactive"));
    assertThat(withAgent.log()).as("log").isEqualTo(withoutAgent.log());
    assertThat(timeless(withAgent.jvm().stderrOfOthers()))
        .as("stderr apart from the agent's lines")
        .isEqualTo(timeless(withoutAgent.jvm().stderrOfOthers()));
    assertThat(withAgent.openChannels()).as("open channels").isZero();
    assertThat(withAgent.jvm().exitCode()).as("exit code").isEqualTo(withoutAgent.jvm().exitCode());
  }

  private static long exceptions(Left left, Peer peer) {
    return ChannelHistory.of(peer, left.events()).stream()
        .filter(history -> history.kinds().contains("exception"))
        .count();
  }

  /** Without the times and identities that some agents and libraries print. */
  private static List<String> timeless(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[.:,]\\d+", "TIME"))
        .map(line -> line.replaceAll("@[0-9a-f]+\\b", "@ID"))
        .toList();
  }
}
