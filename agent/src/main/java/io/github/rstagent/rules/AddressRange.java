// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.math.BigInteger;

/** Addresses from the first to the last, of one family. Immutable. */
public final class AddressRange {
  /** What {@link #parse} takes, for problems. */
  public static final String ACCEPTED = "an address, a network a/n or a range a-b";

  final Address first;
  final Address last;

  AddressRange(Address first, Address last) {
    this.first = first;
    this.last = last;
  }

  /**
   * Reads an address, a network {@code a/n} or a range {@code a-b}, strictly; IPv6 in the forms of
   * RFC 4291 section 2.2.
   */
  public static AddressRange parse(String text) throws MalformedAddressException {
    return new AddressParser(text).range();
  }

  public Address first() {
    return first;
  }

  /** A range that reaches beyond the IPv4-mapped addresses is one of IPv6. */
  public boolean isIpv4() {
    return first.isIpv4() && last.isIpv4();
  }

  /** Whether the address lies in this range and is of its family. */
  public boolean holds(Address address) {
    return isIpv4() == address.isIpv4()
        && first.compareTo(address) <= 0
        && address.compareTo(last) <= 0;
  }

  /**
   * Whether this is more than one operator has: wider than 10.0.0.0/8 or than the /32 that a
   * provider gets. Told without big numbers, for a start.
   */
  public boolean isWide() {
    long borrow = Long.compareUnsigned(last.low, first.low) < 0 ? 1 : 0;
    return isIpv4()
        ? last.low - first.low >= 1L << 24
        : (last.high - first.high - borrow) >>> 32 != 0;
  }

  public boolean isOneAddress() {
    return first.equals(last);
  }

  /** How many addresses. */
  public BigInteger count() {
    long more = last.low - first.low;
    return first.high == last.high && more >= 0 && more < Long.MAX_VALUE
        ? BigInteger.valueOf(more + 1)
        : last.toNumber().subtract(first.toNumber()).add(BigInteger.ONE);
  }

  /** As an address where it is one, else as a range. */
  @Override
  public String toString() {
    return isOneAddress() ? first.toString() : first + "-" + last;
  }
}
