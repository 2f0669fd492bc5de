// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/** An address and a port: immutable. IPv4 is kept as IPv4-mapped IPv6, so two numbers hold both. */
final class Endpoint {
  private static final long MAPPED = 0xFFFF_0000_0000L;
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]+");

  private final long high;
  private final long low;
  private final int port;

  Endpoint(long high, long low, int port) {
    this.high = high;
    this.low = low;
    this.port = port;
  }

  static Endpoint ipv4(int address, int port) {
    return new Endpoint(0, MAPPED | (address & 0xFFFF_FFFFL), port);
  }

  /**
   * Reads {@code 10.0.8.3.443} or {@code 2001:db8::3.443}, as {@code tcpdump -nn} prints it.
   *
   * @return {@code null} where it is something else, such as names
   */
  static Endpoint parse(String text) {
    int dot = text.lastIndexOf('.');
    int port = dot < 0 ? -1 : number(text, dot + 1, text.length(), 0xFFFF);
    if (port < 0) {
      return null;
    }
    String address = text.substring(0, dot);
    if (address.indexOf(':') < 0) {
      int bytes = 0;
      int from = 0;
      for (int i = 0; i < 4; i++) {
        int to = i == 3 ? dot : address.indexOf('.', from);
        int value = number(address, from, to, 0xFF);
        if (value < 0) {
          return null;
        }
        bytes = (bytes << 8) | value;
        from = to + 1;
      }
      return ipv4(bytes, port);
    }
    if (!IPV6.matcher(address).matches()) {
      return null;
    }
    try {
      // With a colon in it, and no letters of names, nothing is looked up.
      byte[] bytes = InetAddress.getByName(address).getAddress();
      ByteBuffer numbers = ByteBuffer.wrap(bytes);
      return bytes.length == 4
          ? ipv4(numbers.getInt(), port)
          : new Endpoint(numbers.getLong(), numbers.getLong(), port);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** A decimal number up to a limit; -1 where it is none. */
  private static int number(String text, int from, int to, int most) {
    int number = to > from ? 0 : -1;
    for (int i = from; i < to && number >= 0; i++) {
      int digit = text.charAt(i) - '0';
      number = digit < 0 || digit > 9 || i - from > 4 ? -1 : number * 10 + digit;
    }
    return number <= most ? number : -1;
  }

  Endpoint withPort(int another) {
    return new Endpoint(high, low, another);
  }

  int port() {
    return port;
  }

  InetAddress address() {
    try {
      return InetAddress.getByAddress(
          ByteBuffer.allocate(16).putLong(high).putLong(low).array()); // IPv4 where it is mapped
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // never: it has sixteen bytes
    }
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Endpoint)) {
      return false;
    }
    Endpoint that = (Endpoint) other;
    return low == that.low && port == that.port && high == that.high;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high * 31 + low) * 31 + port;
  }
}
