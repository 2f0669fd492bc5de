// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.AgentSays;
import io.github.rstagent.it.harness.AtRest;
import io.github.rstagent.it.harness.Await;
import io.github.rstagent.it.harness.CapturedStream;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.OpenSockets;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.PeerConnection;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.TwinRun;
import io.github.rstagent.it.service.ControlledServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A server that had each {@link Deed} done to it, and what it has printed of each. */
final class ServerRun {
  static final int TIMES = 4;

  private final Service service;
  private final int port;
  private final Map<Deed, ServerLog> logs = new EnumMap<>(Deed.class);
  private int openSockets;
  private int marks;

  private ServerRun(Service service) {
    this.service = service;
    Set<Integer> ports = OpenSockets.listeningPorts(service.jvm());
    assertThat(ports).as("ports that the server listens on").hasSize(1);
    port = ports.iterator().next();
  }

  /**
   * Runs it.
   *
   * @param agent the flag that loads the agent, or nothing
   */
  static ServerRun of(RealServer server, List<String> agent, ForkedJvms jvms) {
    Service service = TwinRun.start(ServerCommand.of(server).jvm(agent), jvms);
    ServerRun run = new ServerRun(service);
    run.warmUp();
    for (Deed deed : Deed.values()) {
      run.logs.put(deed, run.logOf(deed));
    }
    service.jvm().close();
    return run;
  }

  ServerLog log(Deed deed) {
    return logs.get(deed);
  }

  List<String> agentLines() {
    return service.jvm().stderr().lines().stream().filter(AgentSays::isOwnLine).toList();
  }

  /** What a server loads and says once is said before anything is compared. */
  private void warmUp() {
    mark();
    openSockets = OpenSockets.count(service.jvm());
    for (Deed deed : Deed.values()) {
      once(new Peer("127.0.0.7"), deed);
    }
  }

  private ServerLog logOf(Deed deed) {
    List<String> beforeTheEnd = new ArrayList<>();
    List<String> atTheEnd = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      int first = marks;
      once(deed.peer(), deed);
      beforeTheEnd.addAll(between(first, first + 1));
      atTheEnd.addAll(between(first + 1, marks));
    }
    return new ServerLog(beforeTheEnd, atTheEnd);
  }

  /**
   * Each step is over before the next: so every run has the same order, on the same threads. A
   * server that speaks first has spoken when the peer closes.
   */
  private void once(Peer peer, Deed deed) {
    PeerConnection connection =
        peer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    mark();
    if (!deed.isProbe()) {
      connection.send(deed.bytes());
      awaitRest();
    }
    deed.end(connection);
    Await.until(
        () -> OpenSockets.count(service.jvm()) == openSockets,
        "the server to close a connection",
        () -> "");
    mark();
  }

  private void mark() {
    awaitRest();
    service.mark(++marks);
    String mark = ControlledServer.MARK + marks;
    service.jvm().awaitLine(service.jvm().stdout(), mark::equals, "the mark on stdout");
    service.jvm().awaitLine(service.jvm().stderr(), mark::equals, "the mark on stderr");
  }

  private void awaitRest() {
    Await.until(
        () -> OpenSockets.untaken(service.jvm(), port) == 0 && AtRest.is(service.jvm()),
        "the server to take what has come, and to have nothing left to do",
        () -> "");
  }

  /** What was printed between two marks: on stdout, and then on stderr. */
  private List<String> between(int from, int to) {
    return Stream.of(service.jvm().stdout(), service.jvm().stderr())
        .map(CapturedStream::lines)
        .flatMap(
            lines ->
                lines
                    .subList(
                        lines.indexOf(ControlledServer.MARK + from) + 1,
                        lines.indexOf(ControlledServer.MARK + to))
                    .stream())
        .filter(line -> !AgentSays.isOwnLine(line))
        .toList();
  }
}
