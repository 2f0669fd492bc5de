// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.math.BigInteger;

/**
 * Addresses from the first to the last, of one family. Immutable. Not for the look-up, which may
 * have a million of them: for presets and for explanations.
 */
public final class AddressRange {
  private final long firstHigh;
  private final long firstLow;
  private final long lastHigh;
  private final long lastLow;

  private AddressRange(AddressField range) {
    firstHigh = range.firstHigh();
    firstLow = range.firstLow();
    lastHigh = range.lastHigh();
    lastLow = range.lastLow();
  }

  /** The range that was read last. */
  public static AddressRange of(AddressField range) {
    return new AddressRange(range);
  }

  public boolean isIpv4() {
    return AddressField.isIpv4(firstHigh, firstLow, lastHigh, lastLow);
  }

  public boolean isOneAddress() {
    return firstHigh == lastHigh && firstLow == lastLow;
  }

  /** Whether the other range lies in this one and is of its family. */
  public boolean holds(AddressRange other) {
    return isIpv4() == other.isIpv4()
        && !AddressField.isBelow(other.firstHigh, other.firstLow, firstHigh, firstLow)
        && !AddressField.isBelow(lastHigh, lastLow, other.lastHigh, other.lastLow);
  }

  /** How many addresses. */
  public BigInteger count() {
    return count(firstHigh, firstLow, lastHigh, lastLow);
  }

  /** How many addresses from the first to the last, both included. */
  static BigInteger count(long firstHigh, long firstLow, long lastHigh, long lastLow) {
    return unsigned(lastHigh, lastLow).subtract(unsigned(firstHigh, firstLow)).add(BigInteger.ONE);
  }

  private static BigInteger unsigned(long high, long low) {
    return unsigned(high).shiftLeft(Long.SIZE).or(unsigned(low));
  }

  private static BigInteger unsigned(long bits) {
    BigInteger lower = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? lower.setBit(Long.SIZE - 1) : lower;
  }
}
