// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.NettyRelease;
import io.github.rstagent.it.service.ClassCheck;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every listed transport of every listed release is hooked, and what comes of it verifies. */
@IntegrationTest
final class EveryReleaseIT {
  private static final String ROOT = "io.netty.channel.";
  private static final Set<String> EPOLL_OF_OLD = Set.of("4.0.25.Final", "4.1.0.Beta3");

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @Test
  void eachTransportIsHookedOnceAndVerifies() {
    List<String> arguments = new ArrayList<>();
    List<String> hooked = new ArrayList<>();
    List<String> linked = new ArrayList<>();
    for (NettyRelease release : NettyRelease.all()) {
      for (String marked : release.transports()) {
        String transport = marked.replace("*", "").replace("@8", "");
        String target = target(release, transport);
        arguments.add(classPath(release, transport) + "=" + target);
        linked.add("linked " + target);
        hooked.add(
            AgentSays.PREFIX
                + "hooked "
                + transport
                + " of Netty "
                + release.version()
                + (release.isNetty3() ? " (org.jboss.netty)" : " (io.netty)"));
      }
    }

    FinishedJvm jvm =
        jvms.start(
                JvmCommand.main(JavaHome.ofTheBuild(), ClassCheck.class)
                    .jvm("-Xverify:all", "-Xmx512m")
                    .agent("vip=127.0.0.9")
                    .arguments(arguments))
            .awaitExit();

    assertThat(jvm.stdout())
        .as("classes that could be linked")
        .extracting(line -> line.replaceFirst(" with .*", ""))
        .containsExactlyElementsOf(linked);
    assertThat(jvm.agentLines())
        .filteredOn(line -> line.contains("hooked "))
        .containsExactlyElementsOf(hooked);
    assertThat(jvm.agentLines()).noneMatch(line -> line.contains("left alone"));
    assertThat(jvm.agentLines()).noneMatch(line -> line.contains("not watched"));
  }

  private static String classPath(NettyRelease release, String transport) {
    return NettyRelease.jars(release.version(), transport).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The class whose method fires the exception of a failed read. */
  private static String target(NettyRelease release, String transport) {
    if (release.isNetty3()) {
      return "org.jboss.netty.channel.socket."
          + (transport.equals("nio")
              ? "nio.NioWorker"
              : release.version().matches("3\\.[23]\\..*")
                  ? "oio.OioWorker"
                  : "oio.AbstractOioWorker");
    }
    return ROOT
        + switch (transport) {
          case "nio" -> "nio.AbstractNioByteChannel$NioByteUnsafe";
          case "oio" -> "oio.AbstractOioByteChannel";
          case "epoll" ->
              EPOLL_OF_OLD.contains(release.version())
                  ? "epoll.EpollSocketChannel$EpollSocketUnsafe"
                  : "epoll.AbstractEpollStreamChannel$EpollStreamUnsafe";
          case "kqueue" -> "kqueue.AbstractKQueueStreamChannel$KQueueStreamUnsafe";
          case "io_uring" -> "uring.AbstractIoUringStreamChannel$IoUringStreamUnsafe";
          default -> throw new AssertionError(transport);
        };
  }
}
