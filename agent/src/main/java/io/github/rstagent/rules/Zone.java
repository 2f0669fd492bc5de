// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;

/**
 * Compares zones of link-local addresses. Not loaded where no link-local peer meets a rule for
 * such.
 */
final class Zone {
  private Zone() {}

  /**
   * Whether a peer is in that zone.
   *
   * @param zone an interface's name or number, as a rule has it
   */
  static boolean holds(String zone, Inet6Address peer) {
    if (zone.equals(String.valueOf(peer.getScopeId()))) {
      return true;
    }
    try {
      // A kernel's sockaddr has the number alone. Interfaces come and go, so their names are not
      // kept.
      NetworkInterface scope = peer.getScopedInterface();
      if (scope == null && peer.getScopeId() > 0) {
        scope = NetworkInterface.getByIndex(peer.getScopeId());
      }
      return scope != null && zone.equals(scope.getName());
    } catch (SocketException e) {
      return false;
    }
  }
}
