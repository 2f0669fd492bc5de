// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.nettys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.ClassFiles;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.service.ClassCheck;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Releases of Netty in one JVM: their classes are loaded with the agent, linked, and not used. */
final class ReleaseCheck {
  private static final String ROOT = "io.netty.channel.";
  private static final Set<String> EPOLL_OF_OLD = Set.of("4.0.25.Final", "4.1.0.Beta3");

  private final List<String> arguments = new ArrayList<>();
  private final List<String> hooked = new ArrayList<>();
  private final List<String> linked = new ArrayList<>();

  /** Adds a transport of a release, as it stands on the jars' class path. */
  void add(String version, String transport, List<Path> jars) {
    String target = target(version, transport);
    String classPath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    arguments.add(classPath + "=" + target);
    linked.add("linked " + target);
    if (version.startsWith("3.")) { // of Netty 4 it is a superclass of the target
      arguments.add(classPath + "=" + ClassFiles.CHANNELS_OF_3);
      linked.add("linked " + ClassFiles.CHANNELS_OF_3);
    }
    hooked.add(
        AgentSays.PREFIX
            + "hooked "
            + transport
            + " of Netty "
            + version
            + (version.startsWith("3.") ? " (org.jboss.netty)" : " (io.netty)"));
  }

  /** Each is hooked once, also where connections are watched, and the verifier accepts it. */
  void assertAllAreHooked(ForkedJvms jvms) {
    FinishedJvm jvm =
        jvms.start(
                JvmCommand.main(JavaHome.ofTheBuild(), ClassCheck.class)
                    .jvm("-Xverify:all", "-Xmx512m")
                    .agent("vip=127.0.0.9,only=silent")
                    .arguments(arguments))
            .awaitExit();

    assertThat(jvm.stdout())
        .as("classes that could be linked")
        .extracting(line -> line.replaceFirst(" with .*", ""))
        .containsExactlyElementsOf(linked);
    assertThat(jvm.agentLines())
        .as("what the agent says of classes whose shape is not one that it knows")
        .noneMatch(line -> line.contains("left alone") || line.contains("not watched"));
    assertThat(jvm.agentLines())
        .filteredOn(line -> line.contains("hooked "))
        .containsExactlyElementsOf(hooked);
  }

  /** The class whose method fires the exception of a failed read. */
  private static String target(String version, String transport) {
    if (version.startsWith("3.")) {
      return "org.jboss.netty.channel.socket."
          + (transport.equals("nio")
              ? "nio.NioWorker"
              : version.matches("3\\.[23]\\..*") ? "oio.OioWorker" : "oio.AbstractOioWorker");
    }
    return ROOT
        + switch (transport) {
          case "nio" -> "nio.AbstractNioByteChannel$NioByteUnsafe";
          case "oio" -> "oio.AbstractOioByteChannel";
          case "epoll" ->
              EPOLL_OF_OLD.contains(version)
                  ? "epoll.EpollSocketChannel$EpollSocketUnsafe"
                  : "epoll.AbstractEpollStreamChannel$EpollStreamUnsafe";
          case "kqueue" -> "kqueue.AbstractKQueueStreamChannel$KQueueStreamUnsafe";
          case "io_uring" -> "uring.AbstractIoUringStreamChannel$IoUringStreamUnsafe";
          default -> throw new AssertionError(transport);
        };
  }
}
