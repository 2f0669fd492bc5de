// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.grack.nanojson.JsonObject;
import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.ChannelHistory;
import io.github.rstagent.it.harness.ClassFiles;
import io.github.rstagent.it.harness.Descriptors;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JvmCommand;
import io.github.rstagent.it.harness.Left;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.Matrix;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.OpenSockets;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import io.github.rstagent.it.harness.SystemCalls;
import io.github.rstagent.it.harness.TwinRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guarantees of {@code docs/safety.md}, each under its name. */
@IntegrationTest
final class GuaranteesIT {
  private static final String LISTED = "vip=" + Peers.LISTED.address();
  private static final String QUIET = ",summary=off,advise=off";
  private static final int RESETS = 5;
  private static final int ONE_PEERS = 2 * RESETS + 1;

  /** A sample of them would change some of the stack traces. Netty's older and newer name. */
  private static final String[] WATCHED_BUFFERS = {
    "-Dio.netty.leakDetectionLevel=paranoid", "-Dio.netty.leakDetection.level=paranoid"
  };

  /** One at each place: at the start, at Netty's classes, at a reset, and around the agent. */
  private static final Set<Fault> FEW_FAULTS =
      EnumSet.of(
          Fault.NO_MEMORY_IN_PREMAIN,
          Fault.NO_STACK_IN_TRANSFORM,
          Fault.NO_MEMORY_AT_A_RESET,
          Fault.THE_OBSERVER_IS_INCOMPLETE,
          Fault.NOTHING_IS_PERMITTED,
          Fault.THE_LOG_MANAGER_COMES_LATE);

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  static Stream<Fault> faults() {
    return Matrix.RELEASES.isAsked() ? Stream.of(Fault.values()) : FEW_FAULTS.stream();
  }

  /** See also {@link BrokenJarIT}, and {@code BadOptionsIT}. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void neverStopsTheService(Fault fault) {
    Service plain = TwinRun.start(fault.service(List.of(), folder), jvms);
    String flag =
        JvmCommand.agentFlag(
            fault.agent(folder), LISTED + ",summary=off,summary-to=stderr" + fault.options());
    Service service = TwinRun.start(fault.service(List.of(flag), folder), jvms);
    Left withoutAgent = served(plain, fault.hides() ? 0 : RESETS);
    Left withAgent = served(service, RESETS);

    assertThat(withAgent.jvm().exitCode()).as("exit code").isZero();
    assertThat(fault.log(withAgent)).as("log").isEqualTo(fault.log(withoutAgent));
    assertThat(withAgent.jvm().stderrOfOthers())
        .as("stderr apart from the agent's lines")
        .isEqualTo(withoutAgent.jvm().stderrOfOthers());
    assertThat(withAgent.openChannels()).as("open channels").isZero();
    assertThat(withAgent.jvm().agentLines())
        .as("what the agent says: a banner, and what has come of it")
        .anyMatch(line -> line.contains(fault.saying()))
        .hasSizeLessThanOrEqualTo(fault.lines());
  }

  /** Echoes, resets of both peers, and logging that is set up late. */
  private static Left served(Service service, int resetsOfListed) {
    PeerConnection client = Peers.LISTED.connect(service.address()).send("hello");
    assertThat(client.receive(5)).as("echo").isEqualTo("hello");
    client.fin();
    service.awaitClosed(1);
    Peers.LISTED.probe(service.address(), resetsOfListed);
    service.awaitClosed(1 + resetsOfListed);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(1 + resetsOfListed + RESETS);
    service.initializeLogManager();
    return Left.by(service);
  }

  static Stream<String> oldestAndNewest() {
    return Stream.of(NettyVersions.OLDEST, NettyVersions.NEWEST);
  }

  /** See also {@code EveryNettyIT}, for every transport of every line of Nettys. */
  @ParameterizedTest(name = "Netty {0}")
  @MethodSource("oldestAndNewest")
  void neverHidesAStranger(String netty) {
    ServiceCommand[] twins = {
      ServiceCommand.on(netty, Logging.LOGBACK), ServiceCommand.on(netty, Logging.LOGBACK)
    };
    List<List<String>> seen = new ArrayList<>();
    for (ServiceCommand twin : twins) {
      boolean withAgent = twin == twins[1];
      twin.with("transport=recording", "reply=fail").jvm(WATCHED_BUFFERS);
      Service service = jvms.start(withAgent ? twin.agent(LISTED + QUIET) : twin);
      int hidden = withAgent ? RESETS : 0;
      Peers.LISTED.probe(service.address(), hidden);
      service.awaitClosed(hidden);
      request(service, Peers.LISTED).fin(); // the service fails, and that is no reset
      service.awaitClosed(hidden + 1);
      request(service, Peers.STRANGER).reset();
      Peers.STRANGER.probe(service.address(), RESETS);
      service.awaitClosed(hidden + 2 + RESETS);
      assertThat(service.events("exception"))
          .as("exceptions that the handlers were given: object, thread")
          .hasSize(RESETS + 3)
          .filteredOn(event -> event.contains("Connection reset"))
          .allMatch(event -> event.contains(" same on-loop "));
      List<String> events = new ArrayList<>();
      ChannelHistory.of(Peers.LISTED, service.events()).stream()
          .skip(hidden)
          .forEach(history -> events.addAll(anonymous(history)));
      ChannelHistory.of(Peers.STRANGER, service.events())
          .forEach(history -> events.addAll(anonymous(history)));
      events.addAll(LogLines.normalised(service.quit().stdout()));
      seen.add(events);
    }

    assertThat(seen.get(1)).as("what handlers saw, and the log").isEqualTo(seen.get(0));
  }

  private static PeerConnection request(Service service, Peer peer) {
    int before = service.events("exception").size();
    PeerConnection connection = peer.connect(service.address()).send("x");
    service.awaitEvents("exception", before + 1);
    return connection;
  }

  /** Without the channel's number and the peer's port. */
  private static List<String> anonymous(ChannelHistory history) {
    return history.events().stream()
        .map(event -> event.replaceFirst(" \\d+ ", " ").replaceFirst(" \\d+$", ""))
        .toList();
  }

  /** See also {@link UndeployIT}, for class loaders. */
  @ParameterizedTest(name = "half-closure={0}")
  @ValueSource(strings = {"off", "on"})
  void neverLeaks(String halfClosure) {
    boolean nettyCloses = halfClosure.equals("off");
    Allowlist list =
        Allowlist.in(
            folder,
            "127.0.9.1 suppressed",
            "127.0.9.2 tagged mode=tag",
            "127.0.9.3 silent only=silent",
            "127.0.9.4 whole scope=connection");
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .jvm(WATCHED_BUFFERS)
                .with("half-closure=" + halfClosure)
                .agent(list.option() + ",summary=1s"));
    int closed = resetFromAll(service, nettyCloses, RESETS, 0);
    service
        .jvm()
        .awaitLine(service.jvm().stdout(), line -> line.contains(" resets in "), "a summary");
    List<String> threads = service.threads();
    List<String> descriptors = Descriptors.of(service.jvm());

    resetFromAll(service, nettyCloses, 500, closed);

    assertThat(service.openChannels()).as("open channels").isZero();
    List<String> threadsAfter = service.threads();
    assertThat(threadsAfter).as("threads").hasSameElementsAs(threads);
    assertThat(threadsAfter).filteredOn(name -> name.contains("rst-agent")).hasSize(2);
    Await.until( // a JVM opens this and that for a moment
        () -> Descriptors.of(service.jvm()).equals(descriptors),
        "the descriptors of before: " + descriptors,
        () -> String.valueOf(Descriptors.of(service.jvm())));
    Left left = Left.by(service);
    assertThat(left.jvm().stdout()).as("log").noneMatch(line -> line.contains("LEAK"));
    assertThat(left.endedByItself()).as("the service's event loops end when told to").isTrue();
    assertThat(left.jvm().exitCode()).as("exit code").isZero();
  }

  /**
   * Probes of four rules; where Netty closes after a shown reset, too, connections that are used.
   */
  private static int resetFromAll(
      Service service, boolean nettyCloses, int resets, int closedBefore) {
    int closed = closedBefore;
    for (int rule = 1; rule <= 4; rule++) {
      Peer peer = new Peer("127.0.9." + rule);
      if (nettyCloses || rule != 2) { // what is tagged is the service's to close
        peer.probe(service.address(), resets);
        closed += resets;
      }
      if (nettyCloses) {
        PeerConnection used = peer.connect(service.address()).send("hello");
        assertThat(used.receive(5)).as("echo").isEqualTo("hello");
        used.reset();
        closed++;
      }
    }
    service.awaitClosed(closed);
    return closed;
  }

  static Stream<Arguments> rulesAndWhatTheyChange() {
    String reads = ClassFiles.READS + ".handleReadException";
    String register = "io.netty.channel.AbstractChannel$AbstractUnsafe.register0";
    String close = "io.netty.channel.AbstractChannel$AbstractUnsafe.close";
    String log = "ch.qos.logback.classic.Logger.callAppenders";
    return Stream.of(
        Arguments.of("advise=off", Set.of(reads)),
        Arguments.of("advise=on", Set.of(reads)),
        Arguments.of("advise=connections", Set.of(reads, register, close)),
        Arguments.of("advise=off,only=silent", Set.of(reads, register, close)),
        Arguments.of("advise=off,scope=connection", Set.of(reads, register, close, log)));
  }

  /**
   * All of Netty's and Logback's classes that a service has loaded, against those of a service
   * without the agent. What is inside the one method: {@code ReadExceptionRewriteTest}.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesAndWhatTheyChange")
  void neverOnTheReadPath(String options, Set<String> changed) throws IOException {
    ClassFiles classFiles = new ClassFiles(folder);
    Service plain = jvms.start(service());
    Service service = jvms.start(service().agent(LISTED + ",summary=off," + options));
    if (options.contains("scope=connection")) {
      awaitHookedLogging(service);
    }

    Map<String, byte[]> published = code(plain, classFiles);
    probe(service);

    assertThat(classFiles.changedMethods(published, capture(service, classFiles)))
        .as("methods that are not as they were published")
        .isEqualTo(changed);
  }

  /** What a service consists of once it has served both peers. */
  private static Map<String, byte[]> code(Service service, ClassFiles classFiles)
      throws IOException {
    probe(service);
    return capture(service, classFiles);
  }

  private static void probe(Service service) {
    Peers.STRANGER.probe(service.address(), RESETS);
    Peers.LISTED.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);
  }

  private static Map<String, byte[]> capture(Service service, ClassFiles classFiles)
      throws IOException {
    Map<String, byte[]> code = new TreeMap<>(classFiles.captureAll(service, "io.netty."));
    code.putAll(classFiles.captureAll(service, "ch.qos.logback."));
    return code;
  }

  @Test
  void leavesWhenTold() throws IOException {
    ClassFiles classFiles = new ClassFiles(folder);
    AgentCommand command = new AgentCommand(jvms);
    Map<String, byte[]> original = code(jvms.start(service()), classFiles);
    Path redefinitions = folder.resolve("redefinitions.log");
    Service service =
        jvms.start(
            service()
                .agent(LISTED + ",summary=off,scope=connection")
                .jvm("-Xlog:redefine+class+load=info:file=" + redefinitions + ":none"));
    awaitHookedLogging(service);
    Map<String, byte[]> changed = code(service, classFiles);
    assertThat(service.exceptionsOf(Peers.LISTED)).as("exceptions of the listed peer").isZero();

    long before = redefinitionsOfReads(redefinitions);
    FinishedJvm restored = command.run("disable", service, "--restore");

    assertThat(restored.exitCode()).as("exit code of the command").isZero();
    assertThat(service.shownOf(Peers.LISTED, RESETS)).as("resets shown").isEqualTo(RESETS);
    // To capture a class file means to retransform the class: it must have happened before.
    assertThat(redefinitionsOfReads(redefinitions)).as("given back").isGreaterThan(before);
    Map<String, byte[]> after = capture(service, classFiles);
    assertThat(classFiles.changedMethods(original, after)).as("changed methods").isEmpty();
    assertThat(classFiles.changedMethods(original, changed)).as("changed before").hasSize(4);
    // The JVM keeps the class file of what was changed as it was loaded, and puts others together.
    assertThat(after.get(ClassFiles.READS))
        .as("class file of %s", ClassFiles.READS)
        .isEqualTo(classFiles.published(NettyVersions.CURRENT));
  }

  private static long redefinitionsOfReads(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("name=" + ClassFiles.READS + ","))
        .count();
  }

  /** See also {@link WithoutNettyIT}, for the JDK's tools. */
  @Test
  void neverOnStdoutNetworkOrFile() throws IOException {
    Path files = Files.createDirectory(folder.resolve("service"));
    String[] nowhere = {"-Djava.io.tmpdir=" + files, "-XX:-UsePerfData"};
    // java.util.logging prints to stderr: stdout is what the program itself writes.
    ServiceCommand command = ServiceCommand.on(NettyVersions.CURRENT, Logging.JUL).jvm(nowhere);
    ServiceCommand twin = ServiceCommand.on(NettyVersions.CURRENT, Logging.JUL).jvm(nowhere);
    Service plain = jvms.start(command.directory(files));
    Service service =
        jvms.start(twin.directory(files).agent(LISTED + ",scope=connection,summary=1s,debug=on"));
    int sockets = OpenSockets.count(service.jvm());
    for (Service each : List.of(plain, service)) {
      Peers.LISTED.probe(each.address(), RESETS);
      Peers.STRANGER.probe(each.address(), RESETS);
      each.awaitClosed(2 * RESETS);
    }
    service
        .jvm()
        .awaitLine(service.jvm().stderr(), line -> line.contains(" resets in "), "a summary");

    assertThat(OpenSockets.listeningPorts(service.jvm()))
        .as("ports that the process listens on")
        .isEqualTo(Set.of(service.address().getPort()));
    assertThat(OpenSockets.count(service.jvm()))
        .as("sockets of the process")
        .isLessThanOrEqualTo(sockets);
    FinishedJvm withoutAgent = plain.quit();
    FinishedJvm withAgent = service.quit();
    assertThat(withAgent.rawStdout()).as("stdout").isEqualTo(withoutAgent.rawStdout());
    assertThat(withAgent.exitCode()).as("exit code").isEqualTo(withoutAgent.exitCode());
    assertThat(files).as("working and temporary directory of the service").isEmptyDirectory();
  }

  /** The same, in the eyes of the kernel. */
  @Test
  void neverOnStdoutNetworkOrFileWhereItIsTraced() throws IOException {
    assumeTrue(SystemCalls.canBeTraced(), "strace is not installed");
    SystemCalls without = new SystemCalls(folder.resolve("without.strace"));
    SystemCalls with = new SystemCalls(folder.resolve("with.strace"));

    Service plain = traced(without, service());
    Service service = traced(with, service().agent(LISTED + ",scope=connection,summary=1s"));
    service
        .jvm()
        .awaitLine(service.jvm().stdout(), line -> line.contains(" resets in "), "a summary");
    plain.quit();
    service.quit();

    assertThat(with.withEffect(service.jvm().pid()))
        .as("system calls that write a file or make a socket")
        .isNotEmpty()
        .isEqualTo(without.withEffect(plain.jvm().pid()));
  }

  private Service traced(SystemCalls calls, ServiceCommand command) {
    Service service = jvms.start(command.under(calls.strace()).jvm("-XX:-UsePerfData"));
    Peers.LISTED.probe(service.address(), RESETS);
    Peers.STRANGER.probe(service.address(), RESETS);
    service.awaitClosed(2 * RESETS);
    return service;
  }

  /** Its own figures against what is missing, compared with a service without the agent. */
  @Test
  void countsWhatItHides() throws IOException {
    Allowlist list =
        Allowlist.in(
            folder,
            "127.0.9.1 suppressed",
            "127.0.9.2 tagged mode=tag",
            "127.0.9.3 observed mode=observe",
            "127.0.9.4 silent only=silent",
            "127.0.9.5 stormy max=" + RESETS + "/min",
            "127.0.9.6 whole scope=connection");
    Service plain = jvms.start(talkative());
    Service service = jvms.start(talkative().agent(list.quietOptions()));
    awaitHookedLogging(service);
    int resets = resetsOfEverySort(plain);
    assertThat(plain.events("exception")).as("resets without the agent").hasSize(resets + 1);
    resetsOfEverySort(service);

    JsonObject state = new AgentCommand(jvms).status(service);
    long suppressed = state.getLong("suppressed");
    assertThat(suppressed + state.getLong("tagged") + state.getLong("observed"))
        .as("tagged and observed: %s", state)
        .isEqualTo(suppressed + 2L * ONE_PEERS);
    assertThat(suppressed + state.getLong("passed"))
        .as("suppressed and passed: %s", state)
        .isEqualTo(resets - 2L * ONE_PEERS);
    assertThat(service.events("exception"))
        .as("exceptions that handlers saw, one of them of a connection of the service's own")
        .hasSize(resets - Math.toIntExact(suppressed) + 1);
    assertThat(service.exceptionsOf(new Peer("127.0.9.4")))
        .as("exceptions of used connections of a peer with only=silent")
        .isEqualTo(1);
    long hidden = 0;
    for (Object events : state.getObject("hiddenEvents").values()) {
      hidden += ((Number) events).longValue();
    }
    // Of a suppressed exception two lines are missing: the handler's, and that of the pipeline.
    assertThat(hidden)
        .as("log events hidden: %s", state)
        .isPositive()
        .isEqualTo(logEvents(plain.quit()) - logEvents(service.quit()) - 2 * suppressed);
  }

  /** Of six listed peers and a stranger; and one of a connection that the service has made. */
  private static int resetsOfEverySort(Service service) {
    int resets = 0;
    for (int i = 1; i <= 7; i++) {
      Peer peer = new Peer("127.0.9." + i);
      for (int j = 0; j < 2 * RESETS; j++) {
        PeerConnection probe = peer.connect(service.address());
        service.awaitActive(probe);
        probe.reset();
      }
      PeerConnection used = peer.connect(service.address()).send("hello");
      assertThat(used.receive(5)).as("echo").isEqualTo("hello");
      used.reset();
      resets += ONE_PEERS;
      service.awaitClosed(resets);
    }
    try (ServerSocket backend = Peers.LISTED.listen()) {
      service.connectTo(new InetSocketAddress(Peers.LISTED.address(), backend.getLocalPort()));
      new PeerConnection(backend.accept()).reset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    service.awaitClosed(resets + 1);
    return resets;
  }

  private static long logEvents(FinishedJvm jvm) {
    return jvm.stdout().stream().filter(line -> line.matches("(INFO|WARN) .*")).count();
  }

  /** A line for whatever happens to a connection. */
  private static ServiceCommand talkative() {
    return service()
        .classPath(MavenJars.withDependencies("io.netty:netty-handler:" + NettyVersions.CURRENT))
        .with("front=lifecycle");
  }

  private static void awaitHookedLogging(Service service) {
    service
        .jvm()
        .awaitLine(
            service.jvm().stderr(),
            line -> line.contains("hooked the events of"),
            "a hooked logging library");
  }

  private static ServiceCommand service() {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK);
  }
}
