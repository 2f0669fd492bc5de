// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scope=connection}: a probe leaves no line, whatever the service's handlers log. */
@IntegrationTest
final class LogLinesIT {
  private static final String REQUEST = "GET / HTTP/1.0\r\n\r\n";

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
  @ValueSource(strings = {"ssl", "alpn", "sni", "optional"})
  void aProbeOfATlsPortLeavesNoLineAndAFailedHandshakeThoseThatItAlwaysLeft(String front)
      throws IOException {
    Service alone = jvms.start(command(Logging.LOGBACK, front));
    failedHandshakes(alone, 0);
    List<String> expected = events(Logging.LOGBACK, alone.quit());
    assertThat(expected).as("events of failed handshakes").isNotEmpty();

    Service service = withAgent(command(Logging.LOGBACK, front), "summary=off");
    probe(service, 3);
    failedHandshakes(service, 6);

    assertThat(events(Logging.LOGBACK, service.quit())).isEqualTo(expected);
  }

  /** What the test above would not show if the service were silent anyway. */
  @Test
  void withoutTheAgentAProbeOfATlsPortLeavesLines() {
    Service service = jvms.start(command(Logging.LOGBACK, "alpn"));
    probe(service, 1);

    assertThat(events(Logging.LOGBACK, service.quit())).hasSize(2);
  }

  private static ServiceCommand command(Logging logging, String front) {
    return ServiceCommand.on(NettyVersions.CURRENT, logging)
        .classPath(MavenJars.withDependencies("io.netty:netty-handler:" + NettyVersions.CURRENT))
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

  /** A listed peer that speaks no TLS, and one that trusts nobody. */
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
