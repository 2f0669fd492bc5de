// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentJar;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.LoadedClasses;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.Matrix;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.harness.TwinRun;
import io.github.rstagent.it.service.PlainService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each class of the agent's in turn is missing, cut off, or throws: the service runs as without the
 * agent. {@code -Dit.matrix=full} tries every breakage of every class; else each class that is
 * loaded before {@code main} is broken in one way, and some of the later ones.
 */
@IntegrationTest
final class BrokenJarIT {
  /** Of the classes that are loaded from the first Netty on, one in so many is tried. */
  private static final int STEP = 20;

  /** What the JVM itself calls: what is wrong with it stops the JVM, as with a corrupt jar. */
  private static final String ENTRY = "io.github.rstagent.RstAgent";

  private static final int RESETS = 3;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir static Path folder;

  private static List<String> beforeMain;
  private static List<String> fromNettyOn;

  @BeforeAll
  static void listClasses() throws IOException {
    LoadedClasses log = new LoadedClasses(folder);
    try (ForkedJvms jvms = new ForkedJvms()) {
      TwinRun.start(plain().agent(options()).jvm(log.flag()), jvms).quit();
      beforeMain = ownClasses(log);
      Service service = jvms.start(netty().agent(options()).jvm(log.flag()));
      probe(service);
      service.quit();
      fromNettyOn = ownClasses(log);
      fromNettyOn.removeAll(beforeMain);
    }
  }

  private static List<String> ownClasses(LoadedClasses log) throws IOException {
    Set<String> own = new LinkedHashSet<>();
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      for (String name : log.names()) {
        if (!name.equals(ENTRY) && jar.getEntry(name.replace('.', '/') + ".class") != null) {
          own.add(name);
        }
      }
    }
    return new ArrayList<>(own);
  }

  static Stream<Arguments> beforeMain() {
    assertThat(beforeMain)
        .as("classes of the agent's that are loaded before main")
        .hasSizeGreaterThan(20);
    return broken(beforeMain, 1);
  }

  static Stream<Arguments> fromNettyOn() {
    assertThat(fromNettyOn)
        .as("classes of the agent's that are loaded later")
        .hasSizeGreaterThan(80);
    return broken(fromNettyOn, STEP);
  }

  private static Stream<Arguments> broken(List<String> classes, int step) {
    Breakage[] all = Breakage.values();
    List<Arguments> broken = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      for (int j = 0; j < all.length; j++) {
        if (Matrix.FULL.isAsked() || (i % step == 0 && i / step % all.length == j)) {
          broken.add(Arguments.of(classes.get(i), all[j]));
        }
      }
    }
    return broken.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void beforeMain(String className, Breakage breakage) {
    Path jar = BrokenJar.in(folder, className, breakage);

    FinishedJvm jvm = serveOne(plain().agent(jar, options()));

    assertThat(jvm.exitCode()).as("exit code").isZero();
    assertThat(jvm.stdout()).as("stdout").isEqualTo(LogLines.NONE);
    assertThat(jvm.stderrOfOthers()).as("stderr apart from the agent's lines").isEmpty();
    assertThat(jvm.agentLines()).as("what the agent says").isNotEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void fromNettyOn(String className, Breakage breakage) {
    Path jar = BrokenJar.in(folder, className, breakage);

    Service service = jvms.start(netty().agent(jar, options()));
    probe(service);
    assertThat(service.openChannels()).as("open channels").isZero();
    assertThat(service.exceptionsOf(Peers.STRANGER)).as("resets of a stranger").isEqualTo(RESETS);
    assertThat(service.exceptionsOf(Peers.LISTED))
        .as("resets of a listed peer: all hidden, or all shown")
        .isIn(0L, (long) RESETS);
    FinishedJvm jvm = service.quit();

    assertThat(jvm.exitCode()).as("exit code").isZero();
    assertThat(jvm.stderrOfOthers()).as("stderr apart from the agent's lines").isEmpty();
    assertThat(jvm.agentLines()).as("what the agent says").isNotEmpty();
  }

  private FinishedJvm serveOne(JvmCommand command) {
    Service service = TwinRun.start(command, jvms);
    assertEcho(service, Peers.LISTED);
    return service.quit();
  }

  /** The last one is over when those before it are. */
  private static void probe(Service service) {
    Peers.LISTED.probe(service.address(), RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);
    assertEcho(service, Peers.LISTED);
    assertEcho(service, Peers.STRANGER);
    service.awaitClosed(2 * RESETS + 2);
  }

  private static void assertEcho(Service service, Peer peer) {
    PeerConnection connection = peer.connect(service.address()).send("hello");
    assertThat(connection.receive(5)).as("echo").isEqualTo("hello");
    connection.fin();
  }

  private static String options() {
    return "vip-file=" + Allowlist.in(folder, "127.0.0.9 lvs-a only=silent").path();
  }

  private static JvmCommand plain() {
    return JvmCommand.main(JavaHome.ofTheBuild(), PlainService.class);
  }

  private static ServiceCommand netty() {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK);
  }
}
