// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An address as an unsigned number of 128 bits. An IPv4 address is held as its IPv4-mapped IPv6
 * address, so that its two spellings are equal. Immutable.
 */
public final class Address implements Comparable<Address> {
  /** The upper 96 bits of ::ffff:0:0/96. */
  static final long MAPPED = 0xFFFF_0000_0000L;

  final long high;
  final long low;

  public Address(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /** The address of a peer, without its zone: a rule holds on every interface. */
  public static Address of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == 4
        ? new Address(0, MAPPED | (bytes.getInt() & 0xFFFF_FFFFL))
        : new Address(bytes.getLong(), bytes.getLong());
  }

  /** Reads one address. */
  public static Address parse(String text) throws MalformedAddressException {
    return new AddressParser(text).one();
  }

  public boolean isIpv4() {
    return isIpv4(high, low);
  }

  static boolean isIpv4(long high, long low) {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  /** The address behind this one; behind the last one comes the first. */
  Address next() {
    return new Address(low == -1 ? high + 1 : high, low + 1);
  }

  /** The prefix length for which an IPv4 address is the netmask, or its inverse; else -1. */
  public int prefixLength() {
    int mask = low < 0x8000_0000L + MAPPED ? ~(int) low : (int) low;
    int length = Integer.numberOfLeadingZeros(~mask);
    return isIpv4() && mask << length == 0 ? length : -1;
  }

  BigInteger toNumber() {
    return new BigInteger(1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }

  public InetAddress toInetAddress() {
    byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    try {
      return InetAddress.getByAddress(isIpv4() ? Arrays.copyOfRange(bytes, 12, 16) : bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e); // only for other lengths
    }
  }

  @Override
  public int compareTo(Address other) {
    return high == other.high
        ? Long.compareUnsigned(low, other.low)
        : Long.compareUnsigned(high, other.high);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address && compareTo((Address) other) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * high + low);
  }

  /** As people write it. */
  @Override
  public String toString() {
    return isIpv4() ? toInetAddress().getHostAddress() : AddressText.ofGroups(high, low);
  }
}
