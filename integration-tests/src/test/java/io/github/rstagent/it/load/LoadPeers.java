// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.load;

import io.github.rstagent.it.service.LoadService;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Ten thousand peers in 127.20.0.0/16, in networks of one kind each, and the rules for them. */
final class LoadPeers {
  static final int SUPPRESSED = 0;
  static final int TAGGED = 1;
  static final int OBSERVED = 2;
  static final int STRANGERS = 3;

  static final int COUNT = 10_000;

  private static final int NETWORKS = 40;
  private static final int PEERS_PER_NETWORK = COUNT / NETWORKS;
  private static final String[] OPTIONS = {"", " mode=tag", " mode=observe"};

  private LoadPeers() {}

  static int kind(int peer) {
    return network(peer) % LoadService.KINDS;
  }

  static InetAddress address(int peer) {
    return address(20, network(peer), 1 + peer % PEERS_PER_NETWORK);
  }

  /** Somebody who resets nothing. */
  static InetAddress client(int number) {
    return address(30, 0, 1 + number);
  }

  private static int network(int peer) {
    return peer / PEERS_PER_NETWORK;
  }

  private static InetAddress address(int second, int third, int fourth) {
    try {
      return InetAddress.getByAddress(new byte[] {127, (byte) second, (byte) third, (byte) fourth});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** One of many lists that all say the same of these peers. */
  static String[] list(int version) {
    List<String> rules = new ArrayList<>();
    for (int i = 0; i < version % 50; i++) {
      rules.add("10.0." + i + ".0/24 nobody-" + version);
    }
    for (int i = 0; i < NETWORKS; i++) {
      int kind = i % LoadService.KINDS;
      String network = "127.20." + i;
      if (kind != STRANGERS) {
        String peers = version % 2 == 0 ? network + ".0/24" : network + ".0-" + network + ".255";
        rules.add(peers + " lvs-" + i + OPTIONS[kind]);
      }
    }
    return rules.toArray(new String[0]);
  }
}
