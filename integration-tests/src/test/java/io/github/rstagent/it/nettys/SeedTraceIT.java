// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Lane;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The stack trace that this project started from, printed about once a second by a service on Netty
 * 5.0.0.Alpha2 and Java 8 behind an LVS.
 */
@IntegrationTest
final class SeedTraceIT {
  /** One buffer in 113 is watched for leaks, and so wrapped as in the trace. */
  private static final int RESETS = 250;

  private static final List<String> NETTY_FRAMES =
      List.of(
          "io.netty.buffer.PooledUnsafeDirectByteBuf.setBytes(PooledUnsafeDirectByteBuf.java:311)",
          "io.netty.buffer.AbstractByteBuf.writeBytes(AbstractByteBuf.java:853)",
          "io.netty.buffer.WrappedByteBuf.writeBytes(WrappedByteBuf.java:641)",
          "io.netty.channel.socket.nio.NioSocketChannel.doReadBytes(NioSocketChannel.java:240)",
          "io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe.read"
              + "(AbstractNioByteChannel.java:115)",
          "io.netty.channel.nio.NioEventLoop.processSelectedKey(NioEventLoop.java:514)",
          "io.netty.channel.nio.NioEventLoop.processSelectedKeysOptimized(NioEventLoop.java:471)",
          "io.netty.channel.nio.NioEventLoop.processSelectedKeys(NioEventLoop.java:385)",
          "io.netty.channel.nio.NioEventLoop.run(NioEventLoop.java:351)",
          "io.netty.util.concurrent.SingleThreadEventExecutor$2.run"
              + "(SingleThreadEventExecutor.java:116)",
          "io.netty.util.internal.chmv8.ForkJoinTask$RunnableExecuteAction.exec"
              + "(ForkJoinTask.java:1412)");

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @Test
  void isPrintedWithoutTheAgent() {
    List<List<String>> traces = nettyFrames(logOfListedPeersResets(null));

    assertThat(traces).hasSize(RESETS);
    assertThat(traces)
        .as("Netty's frames, line by line")
        .anySatisfy(trace -> assertThat(trace).startsWith(NETTY_FRAMES.toArray(new String[0])));
  }

  @Test
  void isSilencedByTheAgent() {
    assertThat(logOfListedPeersResets("vip=127.0.0.9,summary=off")).isEqualTo(LogLines.NONE);
  }

  private List<String> logOfListedPeersResets(String agent) {
    List<JavaHome> java8 =
        JavaHome.more().stream().filter(home -> home.version().equals("8")).toList();
    assumeThat(java8).as("a Java 8, by -Dit.java.homes=8=FOLDER").isNotEmpty();
    ServiceCommand command =
        ServiceCommand.on(new Lane(java8.get(0), "5.0.0.Alpha2", "nio"), Logging.LOGBACK);
    Service service = (agent == null ? command : command.agent(agent)).start(jvms);
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(RESETS);
    return service.quit().stdout();
  }

  /** The frames of Netty in each stack trace. */
  private static List<List<String>> nettyFrames(List<String> log) {
    List<List<String>> traces = new ArrayList<>();
    for (String line : log) {
      if (line.startsWith("java.io.IOException: Connection reset by peer")) {
        traces.add(new ArrayList<>());
      } else if (line.startsWith("\tat io.netty.")) {
        traces.get(traces.size() - 1).add(line.substring("\tat ".length()));
      }
    }
    return traces;
  }
}
