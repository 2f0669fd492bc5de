// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import io.github.rstagent.rules.Address;
import io.github.rstagent.rules.Decimal;
import io.github.rstagent.rules.MalformedAddressException;
import java.net.InetAddress;

/** An address and a port: immutable. */
final class Endpoint {
  private static final long MAPPED = 0xFFFF_0000_0000L;

  private final Address address;
  private final int port;

  private Endpoint(Address address, int port) {
    this.address = address;
    this.port = port;
  }

  static Endpoint ipv4(int address, int port) {
    return ipv6(0, MAPPED | (address & 0xFFFF_FFFFL), port);
  }

  static Endpoint ipv6(long high, long low, int port) {
    return new Endpoint(new Address(high, low), port);
  }

  /**
   * Reads {@code 10.0.8.3.443} or {@code 2001:db8::3.443}, as {@code tcpdump -nn} prints it.
   *
   * @return {@code null} where it is something else, such as names
   */
  static Endpoint parse(String text) {
    int dot = text.lastIndexOf('.');
    int zone = text.indexOf('%');
    int port = Decimal.parse(text, dot + 1, text.length());
    try {
      return dot < 0 || port < 0 || port > 0xFFFF
          ? null
          : new Endpoint(Address.parse(text.substring(0, zone < 0 ? dot : zone)), port);
    } catch (MalformedAddressException e) {
      return null;
    }
  }

  Endpoint withPort(int another) {
    return new Endpoint(address, another);
  }

  int port() {
    return port;
  }

  InetAddress address() {
    return address.toInetAddress();
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Endpoint)) {
      return false;
    }
    Endpoint that = (Endpoint) other;
    return port == that.port && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return address.hashCode() * 31 + port;
  }
}
