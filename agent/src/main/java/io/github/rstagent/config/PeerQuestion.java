// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Address;
import io.github.rstagent.rules.AddressRange;
import io.github.rstagent.rules.MalformedAddressException;
import io.github.rstagent.rules.Problem;

/** A peer and perhaps a local port, as they were typed or copied from a log. Immutable. */
final class PeerQuestion {
  /** Colons of an IPv6 address in full and a port behind it, as Java 8 to 13 log them. */
  private static final int COLONS_IN_FULL = 8;

  private final Address address;
  private final int port;
  private final String peersPort;

  private PeerQuestion(Address address, int port, String peersPort) {
    this.address = address;
    this.port = port;
    this.peersPort = peersPort;
  }

  /**
   * Reads {@code ADDRESS}, {@code IPV4:PORT}, {@code [IPV6]:PORT}, or what Java and Netty log of a
   * peer: {@code HOST/ADDRESS:PORT}, mostly without a host.
   *
   * @throws MalformedAddressException where it is none of these
   */
  static PeerQuestion parse(String text) throws MalformedAddressException {
    refuseSeveral(text);
    int slash = text.indexOf('/');
    int from = slash + 1;
    int to = text.length();
    int port = text.lastIndexOf(':');
    if (text.startsWith("[", from)) {
      from++;
      to = text.indexOf(']', from);
      port = to + 1;
      if (to < 0) {
        throw new MalformedAddressException(from - 1, "the ']' is missing", Explanation.ACCEPTED);
      }
    } else if (port >= from
        && (port == text.indexOf(':', from) || (slash >= 0 && colons(text) == COLONS_IN_FULL))) {
      to = port;
    } else {
      port = to;
    }
    Address address;
    try {
      address = Address.parse(text.substring(from, to));
    } catch (MalformedAddressException e) {
      throw new MalformedAddressException(from + e.index(), e.getMessage(), e.accepted());
    }
    if (port == text.length()) {
      return new PeerQuestion(address, 0, null);
    }
    String digits = text.substring(Math.min(port + 1, text.length()));
    int number = text.charAt(port) == ':' ? RuleLine.port(digits) : -1;
    if (number < 0) {
      throw new MalformedAddressException(
          port, Problem.quote(digits) + " is no port", "a port 1-65535 behind the ':'");
    }
    return slash < 0
        ? new PeerQuestion(address, number, null)
        : new PeerQuestion(address, 0, digits);
  }

  private static void refuseSeveral(String text) throws MalformedAddressException {
    boolean several;
    try {
      several = !AddressRange.parse(text).isOneAddress();
    } catch (MalformedAddressException e) {
      several = false; // an address with a port, or something that will be named
    }
    if (several) {
      throw new MalformedAddressException(0, "more than one address", Explanation.ACCEPTED);
    }
  }

  private static int colons(String text) {
    return text.length() - text.replace(":", "").length();
  }

  Address address() {
    return address;
  }

  /** The local port, 0 where none was given. */
  int port() {
    return port;
  }

  /** The port that a log gives the peer, or {@code null}. */
  String peersPort() {
    return peersPort;
  }

  /** As people write it. */
  @Override
  public String toString() {
    if (port == 0) {
      return address.toString();
    }
    return (address.isIpv4() ? address.toString() : "[" + address + ']') + ':' + port;
  }
}
