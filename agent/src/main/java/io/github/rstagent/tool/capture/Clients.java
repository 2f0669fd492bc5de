// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.rules.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The clients of a capture, in bounded memory, and which of them look like health checkers. */
public final class Clients {
  private static final int CAPACITY = 8_192;

  private static final Comparator<Client> MOST_CHECKS =
      Comparator.comparingLong((Client client) -> client.checks() + client.halfHandshakes())
          .thenComparingLong(Client::connections)
          .reversed();

  private final Map<Endpoint, Client> clients = new HashMap<>();
  private final PresetRanges presets;
  private long forgotten;

  /**
   * @param presets that addresses are looked up in
   */
  public Clients(PresetRanges presets) {
    this.presets = presets;
  }

  /** Takes a connection that is over. */
  public void add(Connection connection) {
    if (!connection.isAccepted() && !connection.isHalfHandshake()) {
      return;
    }
    if (clients.size() == CAPACITY) {
      // The half with the fewest checks goes.
      clients.values().removeAll(new HashSet<>(sorted().subList(CAPACITY / 2, CAPACITY)));
      forgotten += CAPACITY / 2;
    }
    clients.computeIfAbsent(connection.peerOnPort(), Client::new).add(connection);
  }

  private List<Client> sorted() {
    List<Client> sorted = new ArrayList<>(clients.values());
    sorted.sort(MOST_CHECKS);
    return sorted;
  }

  /** How many of the service's ports each address has connected to. */
  private Map<InetAddress, Integer> ports() {
    Map<InetAddress, Integer> ports = new HashMap<>();
    for (Client client : clients.values()) {
      ports.merge(client.address(), 1, Integer::sum);
    }
    return ports;
  }

  /**
   * The cells of a table, those with the most checks first: address, port, connections, how many
   * were empty, period, bytes of the client and of the service, lifetime of a check, how they
   * ended, and what it looks like.
   */
  public List<Object[]> rows() {
    Map<InetAddress, Integer> ports = ports();
    List<Object[]> rows = new ArrayList<>();
    for (Client client : sorted()) {
      if (client.connections() > 0) {
        ClientKind kind = client.kind(ports.get(client.address()));
        rows.add(client.row(kind, presets.presetOf(client.address())));
      }
    }
    return rows;
  }

  /** A sentence on every health checker, and on all of whom no service hears. */
  public List<String> findings() {
    Map<InetAddress, Integer> ports = ports();
    List<Client> checkers = new ArrayList<>();
    Map<InetAddress, Boolean> byReset = new HashMap<>(); // whether all checks of an address end so
    for (Client client : sorted()) {
      if (client.kind(ports.get(client.address())).isCheck()) {
        checkers.add(client);
        byReset.merge(client.address(), client.isByReset(), Boolean::logicalAnd);
      }
    }
    List<String> findings = new ArrayList<>();
    Set<InetAddress> advised = new HashSet<>();
    for (Client checker : checkers) {
      String preset = presets.presetOf(checker.address());
      String finding =
          checker.habit()
              + ": looks like a health check"
              + (preset == null ? "" : ", in the range of " + preset);
      if (advised.add(checker.address())) {
        String address = AddressText.of(checker.address());
        String scope = byReset.get(checker.address()) ? "" : ",scope=connection";
        finding +=
            byReset.size() == 1
                ? ". To silence its connections without data: vip="
                    + address
                    + ",only=silent"
                    + scope
                : ". To silence its connections without data, add to the vip-file: "
                    + address
                    + " - only=silent"
                    + scope.replace(',', ' ');
      }
      findings.add(finding);
    }
    for (Client client : sorted()) {
      if (client.halfHandshakes() > 1) {
        findings.add(
            client
                + " resets before the handshake is over ("
                + client.halfHandshakes()
                + " times): no service hears of it, there is nothing to silence");
      }
    }
    return findings;
  }

  /** How many clients lost their place in the full table. */
  public long forgotten() {
    return forgotten;
  }
}
