// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.advise;

import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Rule;

/**
 * What is said of a peer that looks like a health checker: one line that ends in what can be
 * pasted. It hides nothing but connections without data, whatever the peer is.
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
   * @param alone whether an option is enough: no rule is in force, and no other peer was named
   */
  static String of(PeerEntry entry, PeerEntry.Judged judged, String preset, boolean alone) {
    return pace(entry, judged, entry.isClosing())
        + looks(preset)
        + (alone
            ? ": vip="
                + AddressText.of(entry.plainPeer())
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

  /** Of a peer that {@code @auto} lists from now on. */
  static String ofComing(PeerEntry entry, PeerEntry.Judged judged, Rule auto) {
    return pace(entry, judged, true) + ": listed from now on, by " + name(auto);
  }

  /** Of one that it lists no longer. */
  static String ofLeaving(PeerEntry entry, Rule auto, boolean late) {
    return name(entry)
        + " is no longer listed by "
        + name(auto)
        + ": "
        + (late
            ? "more than half of its last 32 connections without data took longer than 3 s"
            : "its connections without data are not regular any more");
  }

  private static String pace(PeerEntry entry, PeerEntry.Judged judged, boolean silent) {
    return name(entry)
        + (entry.isClosing() ? " connects and closes " : " resets ")
        + judged.regularity
        + (silent ? " without sending anything" : "")
        + " ("
        + judged.events
        + (entry.error() > 0 ? " times or more)" : " times)");
  }

  private static String name(Rule rule) {
    return rule.name() + " (" + rule.origin() + ')';
  }

  private static String name(PeerEntry entry) {
    return AddressText.of(entry.plainPeer())
        + " -> :"
        + (entry.localPort() < 0 ? "?" : Integer.toString(entry.localPort()));
  }

  private static String looks(String preset) {
    return ": looks like a health check"
        + (preset.isEmpty() ? "" : ", in the range of " + preset)
        + ". To silence its connections without data";
  }
}
