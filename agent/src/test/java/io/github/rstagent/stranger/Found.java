// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import io.github.rstagent.rules.Learned;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A line with {@code @auto}, and whom it has found.
 *
 * @param in since before the scenario's connections are accepted
 * @param later from a moment on that comes after them
 */
record Found(Listed rule, Set<Place> in, Set<Place> later) {
  /** A peer on one of the service's ports. */
  record Place(InetAddress peer, int localPort) {}

  static Found from(int line, List<Connection> connections, Choices choices) {
    Set<Place> in = new HashSet<>();
    Set<Place> later = new HashSet<>();
    for (Connection connection : connections) {
      if (connection.peer() != null && choices.once(2)) {
        (choices.once(4) ? later : in).add(new Place(connection.peer(), connection.localPort()));
      }
    }
    later.removeAll(in);
    return new Found(Listed.auto(line, choices), in, later);
  }

  boolean lists(InetAddress peer, int localPort) {
    return in.contains(new Place(peer, localPort))
        && (rule.ports().isEmpty() || rule.ports().contains(localPort));
  }

  /** As the agent has it, at the moment of this call. */
  Learned learned() {
    List<Learned.Peer> peers = new ArrayList<>();
    long now = System.nanoTime();
    long afterwards = now + TimeUnit.HOURS.toNanos(1);
    in.forEach(place -> peers.add(new Learned.Peer(place.peer, place.localPort, now)));
    later.forEach(place -> peers.add(new Learned.Peer(place.peer, place.localPort, afterwards)));
    return new Learned(peers);
  }
}
