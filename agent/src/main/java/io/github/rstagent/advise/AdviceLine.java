// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.rules.AddressText;
import java.net.InetAddress;

/**
 * What is said of a peer that looks like a health checker: one line that ends in what can be
 * pasted. It hides nothing but connections without data, whoever the peer is.
 */
final class AdviceLine {
  private AdviceLine() {}

  /** The peer as a line of a vip-file. */
  static String ofFile(PeerEntry entry) {
    return AddressText.of(entry.plainPeer())
        + " - only=silent"
        + (entry.isClosing() ? " scope=connection" : "");
  }

  /**
   * @param preset whose range the peer is in; empty for none
   * @param alone whether an option is enough: no rule is in force, and nobody else was named
   */
  static String of(PeerEntry entry, PeerEntry.Judged judged, String preset, boolean alone) {
    InetAddress peer = entry.plainPeer();
    return AddressText.of(peer)
        + " -> :"
        + (entry.localPort() < 0 ? "?" : Integer.toString(entry.localPort()))
        + (entry.isClosing() ? " connects and closes " : " resets ")
        + judged.regularity
        + (entry.isClosing() ? " without sending anything" : "")
        + " ("
        + judged.events
        + (entry.error() > 0 ? " times or more)" : " times)")
        + looks(preset)
        + (alone
            ? ": vip="
                + AddressText.of(peer)
                + ",only=silent"
                + (entry.isClosing() ? ",scope=connection" : "")
            : ", add to the vip-file: " + ofFile(entry));
  }

  /** Of a peer that was named already, on one port: from now on its address is enough. */
  static String ofSecondPort(PeerEntry entry, int other, String preset) {
    return AddressText.of(entry.plainPeer())
        + (entry.isClosing() ? " connects and closes" : " resets")
        + " regularly on :"
        + other
        + " and :"
        + entry.localPort()
        + looks(preset)
        + " on every port, add to the vip-file: "
        + ofFile(entry);
  }

  private static String looks(String preset) {
    return ": looks like a health check"
        + (preset.isEmpty() ? "" : ", in the range of " + preset)
        + ". To silence its connections without data";
  }
}
