// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.observing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Peers;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is named as a health checker, and who is not. */
@IntegrationTest
final class AdviceIT {
  private static final long TICK_NANOS = 250_000_000;
  private static final int MOST_TICKS = 200;

  private static final Peer CHECKER = new Peer("127.0.1.1");
  private static final Peer MANY_CLIENTS = new Peer("127.0.1.3");
  private static final Peer LOAD_TEST = new Peer("127.0.1.4");
  private static final Peer CHECKER_WITH_TRAFFIC = new Peer("127.0.1.5");
  private static final Peer SCANNER = new Peer("127.0.1.6");
  private static final List<Peer> DIRECTORS =
      List.of(new Peer("127.0.1.11"), new Peer("127.0.1.12"), new Peer("127.0.1.13"));

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  private final Random random = new Random(5);

  @Test
  void checkersAreNamedAndNobodyElse() {
    Service service =
        jvms.start(ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent("vip=10.0.8.3"));
    List<Peer> checkers = new ArrayList<>(DIRECTORS);
    checkers.add(CHECKER);
    checkers.add(CHECKER_WITH_TRAFFIC);
    InetSocketAddress address = service.address();
    SCANNER.probe(address, 1);

    long next = System.nanoTime();
    int ticks = 0;
    while (ticks < MOST_TICKS
        && !checkers.stream().allMatch(peer -> advice(service, peer).size() == 1)) {
      ticks++;
      for (Peer checker : checkers) {
        checker.probe(address, 1);
      }
      request(CHECKER_WITH_TRAFFIC, address).fin();
      for (int i = 0; i < 4; i++) {
        request(LOAD_TEST, address).reset();
      }
      if (random.nextInt(3) == 0) {
        MANY_CLIENTS.probe(address, 1 + random.nextInt(3));
      }
      next += TICK_NANOS; // the pace of the traffic; nothing waits for anything here
      LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
    }

    for (Peer checker : checkers) {
      assertThat(advice(service, checker))
          .as("advice on %s after %d ticks", checker, ticks)
          .hasSize(1);
    }
    String port = Integer.toString(address.getPort());
    for (Peer checker : checkers) {
      assertThat(advice(service, checker))
          .first()
          .asString()
          .matches(
              ".*"
                  + Pattern.quote(checker.address())
                  + " -> :"
                  + port
                  + " resets every 0\\.2\\d s \\(\\d+ times\\): looks like a health check\\. To silence"
                  + " its connections without data, add to the vip-file: "
                  + Pattern.quote(checker.address())
                  + " - only=silent");
    }
    for (Peer other : List.of(MANY_CLIENTS, LOAD_TEST, SCANNER)) {
      assertThat(advice(service, other)).as("advice on %s", other).isEmpty();
    }
  }

  @Test
  void checksThatEndWithFinAreNamedWhereConnectionsAreWatched() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent("advise=connections"));
    InetSocketAddress address = service.address();
    long next = System.nanoTime();
    for (int ticks = 0; ticks < MOST_TICKS && advice(service, CHECKER).isEmpty(); ticks++) {
      CHECKER.connect(address).fin();
      request(MANY_CLIENTS, address).fin();
      next += TICK_NANOS; // the pace of the traffic; nothing waits for anything here
      LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
    }

    assertThat(advice(service, CHECKER))
        .singleElement()
        .asString()
        .matches(
            ".* connects and closes every 0\\.2\\d s without sending anything \\(\\d+ times\\): looks"
                + " like a health check\\. To silence its connections without data:"
                + " vip=127\\.0\\.1\\.1,only=silent,scope=connection");
    assertThat(advice(service, MANY_CLIENTS)).as("advice on clients").isEmpty();
    assertThat(service.openChannels()).as("open channels").isZero();
  }

  @Test
  void aListedPeerWhoseHiddenResetsAreAClientsIsNamedOnce() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK).agent("vip=127.0.0.9"));
    InetSocketAddress address = service.address();
    Random bursts = new Random(3);
    for (int sent = 0; sent < 80; ) {
      int burst = 1 + bursts.nextInt(20);
      for (int i = 0; i < burst; i++) {
        request(Peers.LISTED, address).reset();
      }
      sent += burst;
      LockSupport.parkNanos(bursts.nextInt(900) * 1_000_000L); // how clients come, not a wait
    }

    awaitSaid(
        service,
        "127.0.0.9: its hidden resets are irregular: clients' may be among them; only=silent shows"
            + " those after data");
  }

  @Test
  void aListedPeerWhoseResetsComeAfterDataIsNamedOnce() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent("vip=127.0.0.9,only=silent"));
    for (int i = 0; i < 12; i++) {
      request(Peers.LISTED, service.address()).reset();
    }

    awaitSaid(
        service,
        "127.0.0.9 (vip): 10 of 10 resets came after data and are shown: a client, or a check that"
            + " sends a request");
    assertThat(service.exceptionsOf(Peers.LISTED)).as("shown").isEqualTo(12);
  }

  @Test
  void withAdviseOffNobodyIsNamed() {
    Service service =
        jvms.start(
            ServiceCommand.on(NettyVersions.CURRENT, Logging.LOGBACK)
                .agent("vip=127.0.0.9,only=silent,advise=off"));
    for (int i = 0; i < 12; i++) {
      request(Peers.LISTED, service.address()).reset();
    }
    service.awaitClosed(12);

    assertThat(service.quit().stdout()).noneMatch(line -> line.contains("came after data"));
  }

  private void awaitSaid(Service service, String line) {
    Await.until(
        () -> service.jvm().stdout().lines().stream().anyMatch(said -> said.endsWith(line)),
        "'" + line + "'",
        service::history);
    assertThat(service.quit().stdout()).filteredOn(said -> said.endsWith(line)).hasSize(1);
  }

  private static PeerConnection request(Peer peer, InetSocketAddress service) {
    PeerConnection connection = peer.connect(service).send("hello");
    assertThat(connection.receive(5)).isEqualTo("hello");
    return connection;
  }

  private static List<String> advice(Service service, Peer peer) {
    Pattern said = Pattern.compile("\\b" + Pattern.quote(peer.address()) + " -> ");
    return service.jvm().stdout().lines().stream()
        .filter(line -> line.contains(AgentSays.LOGGER) && said.matcher(line).find())
        .toList();
  }
}
