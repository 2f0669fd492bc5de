// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.stranger;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * A rule as the contract has it: a first and a last address, and what it says. Knows nothing of how
 * the agent keeps rules.
 *
 * @param max 0 for none
 */
record Listed(
    int line,
    String text,
    boolean ipv4,
    BigInteger first,
    BigInteger last,
    List<Integer> ports,
    String label,
    Mode mode,
    boolean silentOnly,
    int max,
    boolean scopeConnection) {
  enum Mode {
    SUPPRESS,
    TAG,
    OBSERVE
  }

  private static final BigInteger[] BASES_4 = {
    BigInteger.valueOf(0x0A000800L), // 10.0.8.0
    BigInteger.valueOf(0x0A000900L),
    BigInteger.ZERO,
    BigInteger.valueOf(0x7FFFFFF8L), // across the sign bit
    BigInteger.valueOf(0xFFFFFFC0L)
  };
  private static final BigInteger[] BASES_6 = {
    new BigInteger("20010db8000000000000000000000000", 16),
    new BigInteger("00000000000000000000000000000000", 16),
    new BigInteger("00000000000000007ffffffffffffff0", 16),
    new BigInteger("2001fffffffffffffffffffffffffff0", 16),
    new BigInteger("ffffffffffffffffffffffffffffffc0", 16)
  };
  private static final List<List<Integer>> PORTS =
      List.of(List.of(), List.of(), List.of(443), List.of(80, 443), List.of(1), List.of(65535));

  static Listed from(int line, Choices choices) {
    boolean ipv4 = !choices.once(3);
    int bits = ipv4 ? 32 : 128;
    boolean mapped = ipv4 && choices.once(6);
    BigInteger base = choices.of(ipv4 ? BASES_4 : BASES_6);
    BigInteger first = base.add(choices.number(24));
    BigInteger last = first;
    String text;
    int form = choices.below(3);
    if (form == 0) {
      text = literal(first, ipv4, mapped);
    } else if (form == 1) {
      last = last.add(choices.number(20));
      text = literal(first, ipv4, mapped) + "-" + literal(last, ipv4, mapped);
    } else {
      int host = choices.once(8) ? choices.below(bits + 1) : choices.below(6);
      first = first.shiftRight(host).shiftLeft(host);
      last = first.add(BigInteger.ONE.shiftLeft(host)).subtract(BigInteger.ONE);
      text = literal(first, ipv4, mapped) + "/" + ((mapped ? 128 : bits) - host);
    }
    Mode mode = choices.of(Mode.values());
    return new Listed(
        line,
        text,
        ipv4,
        first,
        last,
        choices.of(PORTS),
        choices.once(2) ? "lvs-" + line : null,
        mode,
        choices.once(4),
        choices.once(5) ? 1 + choices.below(3) : 0,
        choices.once(5));
  }

  /** A line with {@code @auto}: it lists nobody by an address. */
  static Listed auto(int line, Choices choices) {
    return new Listed(
        line,
        "@auto",
        true,
        BigInteger.ONE,
        BigInteger.ZERO,
        choices.of(PORTS),
        choices.once(2) ? "found" : null,
        choices.of(Mode.values()),
        true,
        choices.once(5) ? 1 + choices.below(3) : 0,
        choices.once(5));
  }

  /** The line of the list. */
  String asLine() {
    StringBuilder said = new StringBuilder(text);
    said.append(' ').append(label == null ? "-" : label);
    said.append(mode == Mode.SUPPRESS ? "" : mode == Mode.TAG ? " mode=tag" : " mode=observe");
    if (!ports.isEmpty()) {
      said.append(" port=");
      for (int i = 0; i < ports.size(); i++) {
        said.append(i == 0 ? "" : ",").append(ports.get(i));
      }
    }
    said.append(silentOnly ? " only=silent" : "");
    said.append(max == 0 ? "" : " max=" + max + "/min");
    return said.append(scopeConnection ? " scope=connection" : "").toString();
  }

  String name() {
    return label == null ? text : label;
  }

  boolean lists(InetAddress peer, int localPort) {
    BigInteger address = new BigInteger(1, peer.getAddress());
    boolean peerIsIpv4 = !(peer instanceof Inet6Address);
    if (!peerIsIpv4 && address.shiftRight(32).equals(BigInteger.valueOf(0xFFFF))) {
      peerIsIpv4 = true; // IPv4-mapped
      address = address.subtract(BigInteger.valueOf(0xFFFF).shiftLeft(32));
    }
    return ipv4 == peerIsIpv4
        && address.compareTo(first) >= 0
        && address.compareTo(last) <= 0
        && (ports.isEmpty() || ports.contains(localPort));
  }

  /** Whether this one decides where both list a peer: the fewest addresses, ports, the first. */
  boolean goesBefore(Listed other) {
    int bySize = last.subtract(first).compareTo(other.last.subtract(other.first));
    if (bySize != 0) {
      return bySize < 0;
    }
    return ports.isEmpty() == other.ports.isEmpty() ? line < other.line : !ports.isEmpty();
  }

  /** An address at one of the ends, or next to it; an IPv4 address perhaps as IPv6. */
  InetAddress nearby(Choices choices) {
    BigInteger address =
        choices
            .of(new BigInteger[] {first, last})
            .add(choices.number(4))
            .subtract(choices.number(4));
    int bits = ipv4 ? 32 : 128;
    if (address.signum() < 0 || address.bitLength() > bits) {
      address = first;
    }
    return ipv4 && choices.once(6) ? mapped(address) : address(address, ipv4);
  }

  static InetAddress elsewhere(Choices choices) {
    boolean ipv4 = !choices.once(3);
    return address(choices.of(ipv4 ? BASES_4 : BASES_6).add(choices.number(48)), ipv4);
  }

  private static InetAddress address(BigInteger number, boolean ipv4) {
    try {
      byte[] bytes = bytes(number, ipv4 ? 4 : 16);
      return ipv4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static InetAddress mapped(BigInteger number) {
    return address(number.add(BigInteger.valueOf(0xFFFF).shiftLeft(32)), false);
  }

  private static String literal(BigInteger number, boolean ipv4, boolean mapped) {
    String text = address(number, ipv4).getHostAddress();
    return mapped ? "::ffff:" + text : text;
  }

  private static byte[] bytes(BigInteger number, int length) {
    byte[] bytes = new byte[length];
    byte[] shorter = number.toByteArray();
    for (int i = 0; i < length && i < shorter.length; i++) {
      bytes[length - 1 - i] = shorter[shorter.length - 1 - i];
    }
    return bytes;
  }
}
