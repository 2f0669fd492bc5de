// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The peers that {@code @auto} has found, by address and local port. Immutable. */
public final class Learned {
  public static final Learned NONE = new Learned(Collections.<Peer>emptyList());

  /** More are not taken. */
  public static final int MOST = 1_024;

  private final List<Peer> peers;
  private final Map<InetAddress, List<Peer>> byAddress = new HashMap<>();

  public Learned(List<Peer> peers) {
    this.peers = Collections.unmodifiableList(new ArrayList<>(peers));
    for (Peer peer : peers) {
      byAddress.computeIfAbsent(peer.address, address -> new ArrayList<>(1)).add(peer);
    }
  }

  public List<Peer> peers() {
    return peers;
  }

  /** The peer of this address on this local port, or {@code null}. Does not allocate. */
  public Peer of(InetAddress address, int localPort) {
    List<Peer> ports = byAddress.get(address);
    for (int i = 0; ports != null && i < ports.size(); i++) { // as long as the service has ports
      if (ports.get(i).localPort == localPort) {
        return ports.get(i);
      }
    }
    return null;
  }

  /** One of them. Immutable. */
  public static final class Peer {
    private final InetAddress address;
    private final int localPort;
    private final long since;

    /**
     * @param localPort -1 where Netty does not know it
     * @param since a reading of {@link System#nanoTime}: connections accepted before are not
     *     covered
     */
    public Peer(InetAddress address, int localPort, long since) {
      this.address = address;
      this.localPort = localPort;
      this.since = since;
    }

    int localPort() {
      return localPort;
    }

    boolean wasIn(long moment) {
      return moment - since >= 0;
    }
  }
}
