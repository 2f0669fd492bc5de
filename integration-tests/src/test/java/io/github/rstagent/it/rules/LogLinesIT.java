// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.FinishedJvm;
import io.github.rstagent.it.harness.ForkedJvm;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.LogLines;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scope=connection}: a probe leaves no line, whatever the service's handlers log. */
@IntegrationTest
final class LogLinesIT {
  private static final String REQUEST = "GET / HTTP/1.0\r\n\r\n";
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** With one cipher suite, and no extensions. */
  private static final String HELLO_OF_TLS_1 =
      "\u0016\u0003\u0001\u0000-\u0001\u0000\u0000)\u0003\u0001"
          + "0123456789abcdef0123456789abcdef"
          + "\u0000\u0000\u0002\u0000/\u0001\u0000";

  @TempDir static Path keys;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "echo",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                keystore().toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
  }

  private static Path keystore() {
    return keys.resolve("echo.p12");
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Logging.class)
  void aProbesLifeIsHiddenAndAStrangersIsNot(Logging logging) {
    Service alone = jvms.start(command(logging, "lifecycle"));
    strangers(alone, 0);
    List<String> expected = events(logging, alone.quit());
    assertThat(expected).as("events of strangers").hasSizeGreaterThan(6);

    Service service = withAgent(command(logging, "lifecycle"), "summary=5m");
    probe(service, 3);
    strangers(service, 6);
    FinishedJvm jvm = service.quit();

    assertThat(events(logging, jvm)).isEqualTo(expected);
    assertThat(jvm.agentLines())
        .filteredOn(line -> line.contains("hidden log lines "))
        .singleElement()
        .asString()
        .matches(
            ".*suppressed 3 resets in \\d+ s: lvs-a 3 .*hidden log lines 30: lvs-a 30; passed 1");
  }

  static Stream<Arguments> executors() {
    return Stream.concat(
        Stream.of(Logging.LOGBACK, Logging.LOG4J2, Logging.JUL)
            .map(logging -> Arguments.of(logging, NettyVersions.CURRENT)),
        // In 4.0.0 and 4.1.0 no executor says of itself that it keeps the order.
        Stream.of(NettyVersions.OLDEST, "4.0.56.Final", "4.1.0.Final", NettyVersions.NEWEST)
            .map(netty -> Arguments.of(Logging.LOGBACK, netty)));
  }

  /** On an executor that probes share with strangers, and on the event loop behind that. */
  @ParameterizedTest(name = "{0}, Netty {1}")
  @MethodSource("executors")
  void whatHandlersOnAnExecutorLogOfAProbeIsHiddenAndAStrangersIsNot(
      Logging logging, String netty) {
    Service alone = jvms.start(command(logging, netty, "lifecycle").with("front-executor=on"));
    strangers(alone, 0);
    List<String> expected = ofTwoThreads(events(logging, alone.quit()));
    assertThat(expected).as("events of strangers").hasSizeGreaterThan(6);

    Service service =
        withAgent(command(logging, netty, "lifecycle").with("front-executor=on"), "summary=5m");
    probe(service, 3);
    strangers(service, 6);
    FinishedJvm jvm = service.quit();

    List<String> shown = new ArrayList<>(ofTwoThreads(events(logging, jvm)));
    List<String> registered = shown.stream().filter(line -> line.contains("/127.0.0.9:")).toList();
    shown.removeAll(registered);
    assertThat(shown).isEqualTo(expected);
    assertThat(registered)
        .as("what an initializer passes on to handlers that it has just put in")
        .hasSize(netty.equals(NettyVersions.OLDEST) ? 6 : 0)
        .allMatch(line -> line.endsWith(" REGISTERED"));
    long ofTwo =
        expected.stream().filter(line -> line.matches(".*\\[id: ID((?!EXCEPTION).)*")).count();
    assertThat(jvm.agentLines())
        .anyMatch(
            line ->
                line.matches(
                    ".*suppressed 3 resets .*hidden log lines "
                        + (3 * ofTwo - registered.size())
                        + ": .*"));
  }

  @Test
  void whatHandlersOnAnExecutorOfNetty5LogIsShown() {
    Service service =
        withAgent(
            command(Logging.LOGBACK, "5.0.0.Alpha2", "lifecycle").with("front-executor=on"),
            "summary=off");
    probe(service, 1);

    assertThat(events(Logging.LOGBACK, service.quit()))
        .filteredOn(line -> line.contains("/127.0.0.9:"))
        .hasSize(8);
  }

  /** Its greeting is not read, and so the peer's kernel answers with a RST. */
  @Test
  void aServerThatSpeaksFirstOnAnExecutorLeavesNoLine() throws IOException {
    Service alone = jvms.start(command(Logging.LOGBACK, "greeting").with("front-executor=on"));
    unread(alone, Peers.STRANGER, 1);
    List<String> expected = ofTwoThreads(told(alone.quit()));
    assertThat(expected).hasSizeGreaterThan(4);

    Service service =
        withAgent(command(Logging.LOGBACK, "greeting").with("front-executor=on"), "summary=off");
    unread(service, Peers.LISTED, 1);
    unread(service, Peers.LISTED, 2);
    unread(service, Peers.STRANGER, 3);

    assertThat(ofTwoThreads(told(service.quit()))).isEqualTo(expected);
  }

  /** These come in any order, and one may see that the channel is closed while it logs a read. */
  private static List<String> ofTwoThreads(List<String> lines) {
    return lines.stream()
        .map(line -> line.replace(" ! R:", " - R:").replace(" :> ", " => "))
        .sorted()
        .toList();
  }

  @Test
  void fromTheFirstByteOnNothingOfAnExecutorIsHidden() {
    Service service =
        withAgent(command(Logging.LOGBACK, "lifecycle").with("front-executor=on"), "summary=off");
    PeerConnection connection = Peers.LISTED.connect(service.address()).send("x");
    service.awaitEvents("read", 1);
    connection.reset();
    service.awaitClosed(1);

    assertThat(String.join("\n", events(Logging.LOGBACK, service.quit())))
        .contains("READ: 1B", "INACTIVE", "UNREGISTERED");
  }

  /** {@code mode=observe}: the log is what it is without the agent. */
  @ParameterizedTest(name = "{0}")
  @EnumSource(Logging.class)
  void theDryRunHidesNothingAndShowsWhatSuppressWouldHide(Logging logging) {
    Service alone = jvms.start(command(logging, "lifecycle"));
    probe(alone, 1);
    List<String> expected = events(logging, alone.quit());
    assertThat(expected).as("events of probes").hasSizeGreaterThan(6);

    Service service = withAgent(command(logging, "lifecycle"), "mode=observe,summary=1s");
    probe(service, 1);
    JsonObject status = new AgentCommand(jvms).status(service);
    assertThat(status.getObject("hiddenEvents").values()).as("hidden").containsOnly(0);
    assertThat(status.getObject("observedEvents").getInt("lifecycle")).isPositive();
    assertThat(new AgentCommand(jvms).run("status", service).stdout())
        .anyMatch(line -> line.startsWith("log lines that mode=suppress would hide: "));
    assertThat(new AgentCommand(jvms).run("status", service, "--hidden").stdout())
        .anyMatch(
            line -> line.matches(".*127\\.0\\.0\\.9:\\d+ +lvs-a +observe +lifecycle .*INFO.*"))
        .anyMatch(line -> line.matches(".* lvs-a +observe +reset  .* Connection reset.*"));
    FinishedJvm jvm = service.quit();

    // The probes of one kind may overlap, with the agent or without it.
    assertThat(events(logging, jvm)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(jvm.agentLines()).noneMatch(line -> line.contains("hidden log lines"));
  }

  @Test
  void whatWasHiddenLastIsShown() throws JsonParserException {
    Service service = withAgent(command(Logging.LOGBACK, "lifecycle"), "summary=off");
    assertThat(new AgentCommand(jvms).run("status", service, "--hidden").stdout()).hasSize(1);
    probe(service, 1);

    FinishedJvm shown = new AgentCommand(jvms).run("status", service, "--hidden", "--json");
    assertThat(JsonParser.array().from(String.join("\n", shown.stdout())))
        .hasSize(11)
        .allMatch(event -> ((JsonObject) event).getString("rule").equals("lvs-a"))
        .anyMatch(event -> ((JsonObject) event).getString("text").contains("ACTIVE"))
        .anyMatch(event -> ((JsonObject) event).getString("kind").equals("reset"));
    assertThat(new AgentCommand(jvms).status(service)).doesNotContainKey("hidden");
  }

  @Test
  void fromTheFirstByteOnNothingIsHidden() {
    Service service = withAgent(command(Logging.LOGBACK, "lifecycle"), "summary=off");
    PeerConnection connection = Peers.LISTED.connect(service.address()).send("x");
    service.awaitEvents("read", 1);
    connection.reset();
    service.awaitClosed(1);

    assertThat(String.join("\n", events(Logging.LOGBACK, service.quit())))
        .contains("READ: 1B", "INACTIVE", "UNREGISTERED");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ssl", "ssl-first", "alpn", "sni", "optional"})
  void aProbeOfATlsPortLeavesNoLineAndAFailedHandshakeThoseThatItAlwaysLeft(String front)
      throws IOException {
    Service alone = jvms.start(command(Logging.LOGBACK, front));
    failedHandshakes(alone, 0);
    List<String> expected = told(alone.quit());
    assertThat(expected)
        .as("what is told of failed handshakes")
        .anyMatch(line -> line.contains("TLSv1 is not enabled"))
        .anyMatch(line -> line.contains("Connection reset"));

    Service service = withAgent(command(Logging.LOGBACK, front), "only=silent,summary=off");
    probe(service, 3);
    failedHandshakes(service, 6);

    assertThat(told(service.quit())).isEqualTo(expected);
  }

  /** The rule that an operator has who knows that clients share the address. */
  @Test
  void withOnlySilentAndAnSslHandlerInFrontOfTheObserverFailedHandshakesAreShown()
      throws IOException {
    Service alone = jvms.start(command(Logging.LOGBACK, "ssl-first"));
    failedHandshakes(alone, 0);
    List<String> expected = told(alone.quit());

    Service service =
        jvms.start(
            command(Logging.LOGBACK, "ssl-first")
                .agent(
                    Allowlist.in(folder, "127.0.0.9 lvs-a only=silent").option()
                        + ",advise=off,summary=off"));
    failedHandshakes(service, 0);

    assertThat(told(service.quit())).isEqualTo(expected);
  }

  @Test
  void aListedPeersBadCertificateIsShown() throws Exception {
    Service alone = jvms.start(command(Logging.LOGBACK, "client-auth"));
    badCertificate(alone);
    List<String> expected = told(alone.quit());
    assertThat(expected).anyMatch(line -> line.contains("SSLHandshakeException"));

    Service service = withAgent(command(Logging.LOGBACK, "client-auth"), "summary=off");
    badCertificate(service);

    assertThat(told(service.quit())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"LOGBACK, slf4j", "LOG4J2_BELOW_SLF4J, slf4j", "LOG4J2, log4j2"})
  void withModeTagEveryEventCarriesTheKeysAndTheLoopsOwnAreThereAgain(
      Logging logging, String context) {
    Service alone = jvms.start(command(logging, "lifecycle").with("loop-mdc=" + context));
    probesAmongStrangers(alone);
    List<String> expected = new ArrayList<>(events(logging, alone.quit()));
    assertThat(expected).isNotEmpty().allMatch(line -> line.contains("[the loop's own||]"));

    Service service =
        jvms.start(
            command(logging, "lifecycle")
                .with("loop-mdc=" + context)
                .agent(
                    Allowlist.in(folder, "127.0.0.9 lvs-a scope=connection mode=tag")
                        .quietOptions()));
    List<Integer> ports = probesAmongStrangers(service);
    FinishedJvm jvm = service.quit();

    assertThat(jvm.stdout()).anyMatch(line -> line.contains("|127.0.0.9:" + ports.get(0) + "|"));
    assertThat(jvm.stdout()).anyMatch(line -> line.contains("|127.0.0.9:" + ports.get(1) + "|"));
    int first = indexOfListed(expected);
    Collections.reverse(expected);
    int last = expected.size() - 1 - indexOfListed(expected);
    Collections.reverse(expected);
    assertThat(last - first).as("events of the listed peer").isGreaterThan(8);
    expected
        .subList(first, last + 1)
        .replaceAll(line -> line.replace("[the loop's own||]", "[lvs-a|127.0.0.9:PORT|tag]"));
    assertThat(events(logging, jvm)).isEqualTo(expected);
  }

  private static int indexOfListed(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("127.0.0.9")) {
        return i;
      }
    }
    throw new AssertionError("nothing of the listed peer's in " + lines);
  }

  /** Returns the ports of the listed peer's. */
  private static List<Integer> probesAmongStrangers(Service service) {
    strangers(service, 0);
    PeerConnection first = Peers.LISTED.connect(service.address());
    service.awaitActive(first);
    first.reset();
    service.awaitClosed(3);
    PeerConnection second = Peers.LISTED.connect(service.address());
    service.awaitActive(second);
    second.fin();
    service.awaitClosed(4);
    strangers(service, 4);
    return List.of(first.port(), second.port());
  }

  /** It finds out that nobody is there when it writes, or when what it wrote was not taken. */
  @Test
  void aServerThatSpeaksFirstLeavesNoLineAndTheProbesAreCounted() throws IOException {
    Service alone = jvms.start(command(Logging.LOGBACK, "greeting"));
    alone.block();
    unheard(alone, Peers.STRANGER);
    alone.unblock();
    alone.awaitClosed(1);
    unread(alone, Peers.STRANGER, 2);
    List<String> expected = told(alone.quit());
    assertThat(expected).anyMatch(line -> line.contains(" was not greeted"));

    Service service = withAgent(command(Logging.LOGBACK, "greeting"), "summary=off");
    service.block();
    for (int i = 0; i < 3; i++) {
      unheard(service, Peers.LISTED);
    }
    unheard(service, Peers.STRANGER);
    service.unblock();
    service.awaitClosed(4);
    unread(service, Peers.LISTED, 5);
    unread(service, Peers.LISTED, 6);
    unread(service, Peers.STRANGER, 7);

    JsonObject status = new AgentCommand(jvms).status(service);
    assertThat(status.getObject("silentEnds"))
        .as("ends of silent connections")
        .containsEntry("failed-write", 3)
        .containsEntry("reset", 2)
        .containsEntry("fin", 0);
    assertThat(status.getArray("hooks")).as("hooks").contains("events of Logback: hooked");
    assertThat(status.getObject("hiddenEvents").getInt("reset")).as("hidden").isPositive();
    assertThat(new AgentCommand(jvms).run("status", service).stdout())
        .contains("ends of silent connections: 5 (2 reset, 3 failed-write)");
    assertThat(told(service.quit())).isEqualTo(expected);
  }

  /** Gone before the server has accepted it. */
  private static void unheard(Service service, Peer peer) {
    peer.connect(service.address()).reset();
  }

  /** Linux sends a RST in place of a FIN where something was not read; a Socket would say FIN. */
  private static void unread(Service service, Peer peer, int closedThen) throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.bind(new InetSocketAddress(peer.address(), 0)).connect(service.address());
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(1);
    }
    service.awaitClosed(closedThen);
  }

  /** What the test above would not show if the service were silent anyway. */
  @Test
  void withoutTheAgentAProbeOfATlsPortLeavesLines() {
    Service service = jvms.start(command(Logging.LOGBACK, "alpn"));
    probe(service, 1);

    assertThat(events(Logging.LOGBACK, service.quit())).hasSize(2);
  }

  private static ServiceCommand command(Logging logging, String front) {
    return command(logging, NettyVersions.CURRENT, front);
  }

  private static ServiceCommand command(Logging logging, String netty, String front) {
    return ServiceCommand.on(netty, logging)
        .classPath(MavenJars.withDependencies("io.netty:netty-handler:" + netty))
        .with("front=" + front, "keystore=" + keystore());
  }

  private Service withAgent(ServiceCommand command, String options) {
    String list = Allowlist.in(folder, "127.0.0.9 lvs-a scope=connection").option();
    Service service = jvms.start(command.agent(list + ",advise=off,summary-to=stderr," + options));
    ForkedJvm jvm = service.jvm();
    jvm.awaitLine(
        jvm.stderr(), line -> line.contains("hooked the events of"), "a hooked logging library");
    return service;
  }

  /** Resets as many as it closes in good order. */
  private static void probe(Service service, int times) {
    for (int i = 0; i < times; i++) {
      PeerConnection first = Peers.LISTED.connect(service.address());
      service.awaitActive(first);
      first.reset();
      PeerConnection second = Peers.LISTED.connect(service.address());
      service.awaitActive(second);
      second.fin();
    }
    service.awaitClosed(2 * times);
  }

  private static void strangers(Service service, int closedBefore) {
    PeerConnection first = Peers.STRANGER.connect(service.address());
    service.awaitActive(first);
    first.reset();
    service.awaitClosed(closedBefore + 1);
    PeerConnection second = Peers.STRANGER.connect(service.address());
    service.awaitActive(second);
    second.fin();
    service.awaitClosed(closedBefore + 2);
  }

  /**
   * A listed peer that speaks no TLS, one that trusts nobody, one of an age long gone, and one that
   * breaks off.
   */
  private static void failedHandshakes(Service service, int closedBefore) throws IOException {
    PeerConnection plain = Peers.LISTED.connect(service.address()).send(REQUEST);
    service.awaitActive(plain);
    Await.until( // an optional TLS port serves it, others close
        () -> closedBefore < service.events("inactive").size() || !service.events("read").isEmpty(),
        "an answer to a plain request",
        service::history);
    plain.fin();
    service.awaitClosed(closedBefore + 1);

    InetSocketAddress address = service.address();
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(Peers.LISTED.address(), 0));
      socket.connect(address);
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      SSLSocket tls =
          (SSLSocket) factory.createSocket(socket, "localhost", address.getPort(), true);
      assertThatThrownBy(tls::startHandshake).isInstanceOf(SSLException.class);
    }
    service.awaitClosed(closedBefore + 2);

    PeerConnection old = Peers.LISTED.connect(address).send(HELLO_OF_TLS_1);
    service.awaitClosed(closedBefore + 3);
    old.fin();

    PeerConnection half = Peers.LISTED.connect(address);
    service.awaitActive(half);
    half.send(HELLO_OF_TLS_1.substring(0, 20)).reset(); // Linux delivers what came before a RST
    service.awaitClosed(closedBefore + 4);
  }

  private static void badCertificate(Service service) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore())) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    ours.init(keys, PASSWORD);
    TrustManagerFactory theirs =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    theirs.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
    InetSocketAddress address = service.address();
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(Peers.LISTED.address(), 0));
      socket.connect(address);
      SSLSocket tls =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, "localhost", address.getPort(), true);
      assertThatThrownBy( // with TLS 1.3 the server answers to the certificate after the handshake
              () -> {
                tls.startHandshake();
                tls.getInputStream().read();
              })
          .isInstanceOf(SSLException.class);
    }
    service.awaitClosed(1);
  }

  /** Events, and what their exceptions say; not where they come from. */
  private static List<String> told(FinishedJvm jvm) {
    return LogLines.normalised(jvm.stdout()).stream()
        .filter(line -> !line.startsWith("\t"))
        .toList();
  }

  private static List<String> events(Logging logging, FinishedJvm jvm) {
    List<String> lines = logging == Logging.JUL ? jvm.stderrOfOthers() : jvm.stdout();
    List<String> events = new ArrayList<>();
    for (String line : LogLines.normalised(lines)) {
      if (line.matches("(INFO|WARN|WARNING|ERROR|SEVERE) .*")) {
        events.add(line);
      }
    }
    return events;
  }
}
