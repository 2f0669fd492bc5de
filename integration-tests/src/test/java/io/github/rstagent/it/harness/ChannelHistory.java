// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.util.List;
import java.util.Set;

/** What the handler of one accepted channel has reported, in order. */
public record ChannelHistory(List<String> events) {
  private static final Set<String> OF_CHANNELS =
      Set.of("active", "read", "unwritten", "event", "exception", "inactive");

  /** The histories of all channels of a peer, in the order of their beginning. */
  public static List<ChannelHistory> of(Peer peer, List<String> events) {
    return events.stream()
        .map(event -> event.split(" ", -1))
        .filter(words -> words[0].equals("active") && words[2].equals(peer.address()))
        .map(words -> ofChannel(words[1], events))
        .toList();
  }

  private static ChannelHistory ofChannel(String id, List<String> events) {
    return new ChannelHistory(
        events.stream()
            .filter(event -> OF_CHANNELS.contains(event.split(" ", 2)[0]))
            .filter(event -> event.split(" ", 3)[1].equals(id))
            .toList());
  }

  public List<String> kinds() {
    return events.stream().map(event -> event.split(" ", 2)[0]).toList();
  }
}
