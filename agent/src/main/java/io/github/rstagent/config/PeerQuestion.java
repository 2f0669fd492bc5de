// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.AddressField;
import io.github.rstagent.rules.AddressRange;
import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A peer and perhaps a local port, as somebody has typed them. Immutable. */
public final class PeerQuestion {
  private final AddressRange range;
  private final InetAddress address;
  private final String zone;
  private final int port;
  private final Problem problem;

  private PeerQuestion(
      AddressRange range, InetAddress address, String zone, int port, Problem problem) {
    this.range = range;
    this.address = address;
    this.zone = zone;
    this.port = port;
    this.problem = problem;
  }

  static PeerQuestion of(String text) {
    int from = 0;
    int to = text.length();
    int portAt = to;
    if (text.startsWith("[")) {
      from = 1;
      to = text.indexOf(']');
      portAt = to + 1;
      if (to < 0) {
        return bad(text, 0, "the ']' is missing", Explanation.ACCEPTED);
      }
    } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') >= 0) {
      to = text.indexOf(':'); // a second colon makes it IPv6
      portAt = to;
    }
    AddressField field = new AddressField();
    if (!field.parse(text, from, to)) {
      return bad(text, field.errorAt(), field.error(), field.accepted());
    }
    AddressRange range = AddressRange.of(field);
    if (!range.isOneAddress()) {
      return bad(text, from, "more than one address", Explanation.ACCEPTED);
    }
    int port = 0;
    if (portAt < text.length()) {
      port = text.charAt(portAt) == ':' ? RuleLine.port(text, portAt + 1, text.length()) : -1;
      if (port < 0) {
        String given = Problem.quote(text.substring(Math.min(portAt + 1, text.length())));
        return bad(text, portAt, given + " is no port", "a port 1-65535 behind the ':'");
      }
    }
    return new PeerQuestion(range, address(field), field.zone(), port, null);
  }

  private static PeerQuestion bad(String text, int at, String what, String accepted) {
    String where = Problem.quote(text) + ", column " + (at + 1);
    return new PeerQuestion(null, null, null, 0, new Problem(where, what, accepted));
  }

  private static InetAddress address(AddressField field) {
    byte[] bytes =
        ByteBuffer.allocate(16).putLong(field.firstHigh()).putLong(field.firstLow()).array();
    try {
      boolean ipv4 =
          AddressField.isIpv4(
              field.firstHigh(), field.firstLow(), field.lastHigh(), field.lastLow());
      return InetAddress.getByAddress(ipv4 ? Arrays.copyOfRange(bytes, 12, 16) : bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // only for other lengths
    }
  }

  /** What is wrong with it, or {@code null}; then there is nothing else. */
  Problem problem() {
    return problem;
  }

  public AddressRange range() {
    return range;
  }

  /** Without its zone, whose interface may not exist on this machine. */
  InetAddress address() {
    return address;
  }

  /** The local port, 0 where none was given. */
  int port() {
    return port;
  }

  /** The zone of a link-local address, else {@code null}. */
  public String zone() {
    return zone;
  }

  /** As people write it. */
  @Override
  public String toString() {
    String text = AddressText.of(address) + (zone == null ? "" : '%' + zone);
    if (port == 0) {
      return text;
    }
    return (range.isIpv4() ? text : '[' + text + ']') + ':' + port;
  }
}
