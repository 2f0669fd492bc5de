// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.rstagent.it.harness.AgentCommand;
import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.AgentTicks;
import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.ChannelHistory;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.MavenJars;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code @auto}: no address is given, and the checkers are found. */
@IntegrationTest
final class AutoIT {
  private static final Peer DIRECTOR = new Peer("127.0.1.1");
  private static final Peer CLIENT = new Peer("127.0.1.2");
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final int MOST_CHECKS = 300;

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  private long next = System.nanoTime();

  static Stream<String> nettys() {
    return Stream.of(NettyVersions.CURRENT, "3.10.6.Final");
  }

  @ParameterizedTest(name = "Netty {0}")
  @MethodSource("nettys")
  void checksThatResetAreHiddenFromTheMomentThatIsSaid(String netty) {
    Service service = start(netty, "vip=@auto,summary=off");
    assertThat(new AgentCommand(jvms).run("status", service, "--list").stderr())
        .contains("status: no peer looks like a health check so far");
    PeerConnection before = null;
    int checks = 0;
    for (; !isListed(service, DIRECTOR) && checks < MOST_CHECKS; checks++) {
      before = checks == 20 ? DIRECTOR.connect(service.address()) : before; // it is watched
      check(service, DIRECTOR);
    }
    assertThat(checks).as("checks until it was listed").isBetween(25, MOST_CHECKS - 1);
    AgentTicks.await(service, 1); // that is published
    service.awaitClosed(checks);
    long shown = service.exceptionsOf(DIRECTOR);
    assertThat(shown).as("of those before").isGreaterThanOrEqualTo(25);

    before.reset();
    service.awaitClosed(checks + 1);
    assertThat(service.exceptionsOf(DIRECTOR)).as("accepted before").isEqualTo(shown + 1);
    assertThat(service.shownOf(DIRECTOR, 5)).as("resets shown from then on").isZero();
    assertThat(afterData(service, DIRECTOR)).as("after a byte").isTrue();
    assertThat(service.shownOf(CLIENT, 1)).as("of another peer").isEqualTo(1);

    JsonObject status = new AgentCommand(jvms).status(service);
    assertThat(status.getInt("suppressed")).isGreaterThanOrEqualTo(5);
    assertThat(status.getObject("rules").getObject("@auto").getInt("suppressed"))
        .isEqualTo(status.getInt("suppressed"));
    JsonObject peer =
        status.getObject("peers").getObject(DIRECTOR.address() + " -> :" + port(service));
    assertThat(peer.getString("verdict")).isEqualTo("health check, listed by @auto");
    assertThat(new AgentCommand(jvms).run("status", service, "--list").stdout())
        .containsExactly(DIRECTOR.address() + " - only=silent");
    assertThat(service.openChannels()).as("open channels").isZero();
  }

  @Test
  void checksThatEndWithFinLeaveNoLineWithScopeConnection() {
    Service service = startLogging("lifecycle", "vip=@auto,scope=connection,summary=off");
    int checks = 0;
    for (; !isListed(service, DIRECTOR) && checks < MOST_CHECKS; checks++) {
      pace();
      DIRECTOR.connect(service.address()).fin();
    }
    AgentTicks.await(service, 1);
    service.awaitClosed(checks);
    int lines = lines(service, DIRECTOR);
    assertThat(lines).as("lines of those before").isGreaterThan(20);
    for (int i = 0; i < 5; i++) {
      DIRECTOR.connect(service.address()).fin();
    }
    service.awaitClosed(checks + 5);

    assertThat(lines(service, DIRECTOR)).as("lines of those after").isEqualTo(lines);
    CLIENT.connect(service.address()).fin();
    service.awaitClosed(checks + 6);
    assertThat(lines(service, CLIENT)).as("lines of another peer").isPositive();
  }

  @Test
  void checkersOfAServiceThatSpeaksFirstAreFound() {
    Service service = startLogging("greeting", "vip=@auto,scope=connection,summary=off");
    for (int i = 0; !isListed(service, DIRECTOR) && i < MOST_CHECKS; i++) {
      check(service, DIRECTOR);
    }

    assertThat(isListed(service, DIRECTOR)).isTrue();
  }

  /** Behind SNAT the director's address carries everybody's traffic. */
  @Test
  void amongClientsOfItsAddressTheDirectorIsFoundAndTheirsIsShown() {
    Service service = start("vip=@auto,summary=off");
    PeerConnection waits = DIRECTOR.connect(service.address());
    int checks = 0;
    int clients = 0;
    for (; !isListed(service, DIRECTOR) && checks < MOST_CHECKS; checks++) {
      check(service, DIRECTOR);
      for (int i = checks % 3; i > 0; i--) {
        assertThat(afterData(service, DIRECTOR)).as("a client's").isTrue();
        clients++;
      }
    }
    AgentTicks.await(service, 1);
    long accepted = System.nanoTime();
    PeerConnection later = DIRECTOR.connect(service.address());
    service.awaitActive(later);

    assertThat(service.shownOf(DIRECTOR, 3)).as("checks").isZero();
    assertThat(clients).isPositive();
    assertThat(afterData(service, DIRECTOR)).as("a client's, listed").isTrue();
    Await.until(
        () -> System.nanoTime() - accepted > TimeUnit.MILLISECONDS.toNanos(10_500),
        "a connection to be older than 10 s",
        service::history);
    long shown = service.exceptionsOf(DIRECTOR);
    int closed = service.events("inactive").size();
    later.reset();
    waits.reset();
    service.awaitClosed(closed + 2);
    assertThat(service.exceptionsOf(DIRECTOR)).as("silent for 10 s").isEqualTo(shown + 2);
  }

  @Test
  void clientsOnATimerAreNeverListed() {
    Service service = start("vip=@auto,summary=off,advise=off");
    Peer waits = new Peer("127.0.1.3");
    Deque<PeerConnection> waiting = new ArrayDeque<>();
    int delay = Math.toIntExact(TimeUnit.SECONDS.toNanos(5) / PERIOD_NANOS);
    int sent = 0;
    for (int i = 0; i < delay + 60; i++) {
      pace();
      assertThat(afterData(service, CLIENT)).as("after data").isTrue();
      waiting.add(waits.connect(service.address()));
      if (waiting.size() > delay) {
        waiting.remove().reset();
        sent++;
      }
      sent++;
    }
    service.awaitClosed(sent);
    AgentTicks.await(service, 6); // also where nothing was worth a look

    assertThat(service.exceptionsOf(waits)).as("after five seconds").isEqualTo(60);
    assertThat(said(service, "listed")).isEmpty();
  }

  @Test
  void aLineThatStaysKeepsWhatWasLearnedAndOneThatGoesDoesNot() {
    Allowlist list = Allowlist.in(folder, "@auto lvs");
    Service service = start(list.option() + ",summary=off");
    learn(service);
    list.replaceWith("127.9.9.9", "@auto lvs");
    awaitSaid(service, "+1 -0 rules");
    assertThat(service.shownOf(DIRECTOR, 3)).as("with the line").isZero();

    AgentCommand command = new AgentCommand(jvms);
    command.run("disable", service);
    assertThat(service.shownOf(DIRECTOR, 2)).as("disabled").isEqualTo(2);
    command.run("enable", service);
    assertThat(service.shownOf(DIRECTOR, 3)).as("enabled again").isZero();

    list.replaceWith("127.9.9.9");
    awaitSaid(service, "+0 -1 rules");
    assertThat(service.shownOf(DIRECTOR, 3)).as("without the line").isEqualTo(3);
  }

  @Test
  void aPeerIsKeptOutByARuleOfItsOwn() {
    Allowlist list =
        Allowlist.in(folder, DIRECTOR.address() + " - mode=observe", "@auto - max=5/min");
    Service service = start(list.option() + ",summary=off");
    for (int i = 0; i < 60; i++) {
      check(service, DIRECTOR);
    }
    service.awaitClosed(60);
    AgentTicks.await(service, 6);

    assertThat(service.exceptionsOf(DIRECTOR)).isEqualTo(60);
    assertThat(said(service, "listed")).isEmpty();
  }

  @Test
  void aListWithAWrongAutoHidesNothing() {
    Allowlist list = Allowlist.in(folder, "@auto lvs only=any", "@auto - port=443");
    Service service = start(list.option() + ",summary=off");
    for (int i = 0; i < 40; i++) {
      check(service, DIRECTOR);
    }
    service.awaitClosed(40);
    assertThat(service.exceptionsOf(DIRECTOR)).isEqualTo(40);

    assertThat(service.quit().agentLines())
        .anyMatch(line -> line.contains(":1:16: @auto lists a peer's connections without data"));
  }

  private void learn(Service service) {
    for (int i = 0; !isListed(service, DIRECTOR) && i < MOST_CHECKS; i++) {
      check(service, DIRECTOR);
    }
    AgentTicks.await(service, 1);
  }

  private Service start(String options) {
    return start(NettyVersions.CURRENT, options);
  }

  private Service start(String netty, String options) {
    return ServiceCommand.on(netty, Logging.LOGBACK)
        .agent(options + ",summary-to=stderr")
        .start(jvms);
  }

  private Service startLogging(String front, String options) {
    return ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
        .classPath(MavenJars.withDependencies("io.netty:netty-handler:" + NettyVersions.CURRENT))
        .with("front=" + front)
        .agent(options + ",summary-to=stderr")
        .start(jvms);
  }

  private void check(Service service, Peer peer) {
    pace();
    peer.probe(service.address(), 1);
  }

  /** The pace of the traffic: nothing waits for anything here. */
  private void pace() {
    next = Math.max(next + PERIOD_NANOS, System.nanoTime() - PERIOD_NANOS);
    LockSupport.parkNanos(next - System.nanoTime());
  }

  /** Whether the reset of a connection that has carried data is shown. */
  private static boolean afterData(Service service, Peer peer) {
    PeerConnection connection = peer.connect(service.address()).send("hello");
    connection.receive(5);
    connection.reset();
    Await.until(
        () -> history(service, peer, connection) != null, "the end of it", service::history);
    return history(service, peer, connection).kinds().contains("exception");
  }

  private static ChannelHistory history(Service service, Peer peer, PeerConnection connection) {
    return ChannelHistory.of(peer, service.events()).stream()
        .filter(channel -> channel.events().get(0).endsWith(" " + connection.port()))
        .filter(channel -> channel.kinds().contains("inactive"))
        .findFirst()
        .orElse(null);
  }

  private static int port(Service service) {
    return service.address().getPort();
  }

  private static int lines(Service service, Peer peer) {
    return (int)
        service.jvm().stdout().lines().stream()
            .filter(line -> line.contains(peer.address() + ":"))
            .count();
  }

  private static boolean isListed(Service service, Peer peer) {
    return said(service, peer.address() + " -> ").stream()
        .anyMatch(line -> line.contains(": listed from now on"));
  }

  private static List<String> said(Service service, String text) {
    return service.jvm().stderr().lines().stream()
        .filter(line -> line.startsWith(AgentSays.PREFIX) && line.contains(text))
        .toList();
  }

  private static void awaitSaid(Service service, String text) {
    Await.until(() -> !said(service, text).isEmpty(), "'" + text + "'", service::history);
  }
}
