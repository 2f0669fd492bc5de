// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Regularity;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the connections of one address to one port of the service come to. A check is one on which
 * the client has sent nothing, and which it has closed at once.
 */
final class Client {
  /** A checker closes at once; a client that gives up has waited first. */
  private static final long LONGEST_CHECK = 3_000_000_000L;

  /** Ten a second is where the summary begins to warn of a storm. */
  private static final long SHORTEST_PERIOD = 100_000_000L;

  /** Without a period it takes so many checks, in so many different seconds. */
  private static final int CHECKS_NEEDED = 10;

  /** Where an address uses more ports, it takes a period to be a checker. */
  private static final int PORTS_OF_CHECKER = 16;

  private static final long SECOND = 1_000_000_000L;

  private final Endpoint peerOnPort;
  private long connections;
  private long withData;
  private long checks;
  private long checksByReset;
  private long resets;
  private long fins;
  private long bytesIn;
  private long bytesOut;
  private long halfHandshakes;
  private long seconds; // in which there was a check
  private long first; // time of a check
  private long last;
  private long[] times = {}; // of the last checks
  private long[] lifetimes = {};

  /**
   * @param peerOnPort the client's address and the service's port
   */
  Client(Endpoint peerOnPort) {
    this.peerOnPort = peerOnPort;
  }

  void add(Connection connection) {
    if (!connection.isAccepted()) {
      halfHandshakes += connection.isHalfHandshake() ? 1 : 0;
      return;
    }
    boolean byReset = connection.ending() == Connection.Ending.RESET;
    boolean byFin = connection.ending() == Connection.Ending.FIN;
    connections++;
    resets += byReset ? 1 : 0;
    fins += byFin ? 1 : 0;
    bytesIn += connection.bytesIn();
    bytesOut += connection.bytesOut();
    if (connection.bytesIn() > 0) {
      withData++;
    } else if ((byReset || byFin) && connection.lifetime() <= LONGEST_CHECK) {
      checksByReset += byReset ? 1 : 0;
      check(connection.begun(), connection.lifetime());
    }
  }

  private void check(long time, long lifetime) {
    first = checks == 0 ? time : first;
    seconds += checks == 0 || time / SECOND != last / SECOND ? 1 : 0;
    last = time;
    int at = (int) (checks++ % Regularity.MOST);
    if (at == times.length) {
      times = Arrays.copyOf(times, at + 8);
      lifetimes = Arrays.copyOf(lifetimes, at + 8);
    }
    times[at] = time;
    lifetimes[at] = lifetime;
  }

  InetAddress address() {
    return peerOnPort.address();
  }

  long checks() {
    return checks;
  }

  long connections() {
    return connections;
  }

  /** Resets before the handshake was over. */
  long halfHandshakes() {
    return halfHandshakes;
  }

  /** Whether every check ended with a RST. */
  boolean isByReset() {
    return checksByReset == checks;
  }

  /**
   * What it looks like.
   *
   * @param ports how many of the service's ports the address has connected to
   */
  ClientKind kind(int ports) {
    Regularity regularity = regularity();
    if (regularity != null && !regularity.isTooOften()) {
      return withData == 0 ? ClientKind.CHECK : ClientKind.CHECK_AND_TRAFFIC;
    }
    if (withData > connections / 20) {
      return ClientKind.CLIENT;
    }
    if (connections - withData - checks > Math.max(1, connections / 20)) { // one may be cut off
      return ClientKind.WAITS;
    }
    if (checks >= CHECKS_NEEDED && last - first < checks * SHORTEST_PERIOD) {
      return ClientKind.TOO_OFTEN;
    }
    if (ports > PORTS_OF_CHECKER) {
      return ClientKind.SCANNER;
    }
    return seconds < CHECKS_NEEDED ? ClientKind.TOO_FEW : ClientKind.CHECK_AT_TIMES;
  }

  /** How regular the checks are, or {@code null}. */
  private Regularity regularity() {
    return Regularity.of(kept(times));
  }

  private long[] kept(long[] ofLastChecks) {
    return Arrays.copyOf(ofLastChecks, (int) Math.min(checks, ofLastChecks.length));
  }

  /** A row of {@link Clients#rows}. */
  Object[] row(ClientKind kind, String preset) {
    Regularity regularity = regularity();
    long[] lived = kept(lifetimes);
    Arrays.sort(lived);
    return new Object[] {
      AddressText.of(address()),
      ":" + peerOnPort.port(),
      connections,
      connections - withData,
      regularity == null
          ? "-"
          : regularity.toString().replace("times every", "in").replace("every ", ""),
      bytesIn,
      bytesOut,
      lived.length == 0
          ? "-"
          : String.format(Locale.ROOT, "%.1f ms", lived[lived.length / 2] / 1e6),
      (count(resets, "RST ") + count(fins, "FIN ") + count(connections - resets - fins, "other"))
          .trim(),
      kind.text + (preset == null ? "" : ", " + preset)
    };
  }

  /**
   * {@code 10.0.8.3 -> :443 resets every 1.00 s without sending anything (60 of 60 connections)}.
   */
  String habit() {
    Regularity regularity = regularity();
    return this
        + (isByReset() ? " resets " : " connects and closes ")
        + (regularity == null ? "again and again" : regularity)
        + " without sending anything ("
        + checks
        + " of "
        + connections
        + " connections"
        + (isByReset() ? ")" : ", " + (checks - checksByReset) + " by FIN)");
  }

  /** {@code 10.0.8.3 -> :443}. */
  @Override
  public String toString() {
    return AddressText.of(address()) + " -> :" + peerOnPort.port();
  }

  private static String count(long number, String what) {
    return number == 0 ? "" : number + " " + what;
  }
}
