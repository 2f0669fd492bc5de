// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the documentation says of addresses, networks and ranges, told once more: by means of
 * another library and big numbers, without a thought for speed.
 *
 * @param first address, IPv4 as its IPv4-mapped IPv6 address
 */
record AddressModel(BigInteger first, BigInteger last) {
  private static final IPAddressStringParameters STRICT = strict();
  private static final Pattern ONE = Pattern.compile("[0-9A-Fa-f:.]+");
  private static final Pattern NETWORK = Pattern.compile("([^/-]+)/(0|[1-9][0-9]{0,2})");
  private static final Pattern RANGE = Pattern.compile("([^/-]+)-([^/-]+)");
  private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF).shiftLeft(32);
  private static final BigInteger LAST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** The addresses of a text, or {@code null} where it is not to be accepted. */
  static AddressModel of(String text) {
    Matcher network = NETWORK.matcher(text);
    Matcher range = RANGE.matcher(text);
    AddressModel model = null;
    if (network.matches()) {
      BigInteger address = one(network.group(1));
      int bits = network.group(1).indexOf(':') < 0 ? 32 : 128;
      int host = bits - Integer.parseInt(network.group(2));
      boolean isSet = address != null && address.signum() > 0;
      if (address != null && host >= 0 && (!isSet || address.getLowestSetBit() >= host)) {
        BigInteger size = BigInteger.ONE.shiftLeft(host);
        model = new AddressModel(address, address.add(size).subtract(BigInteger.ONE));
      }
    } else if (range.matches()) {
      BigInteger first = one(range.group(1));
      BigInteger last = one(range.group(2));
      boolean oneFamily = range.group(1).indexOf(':') < 0 == range.group(2).indexOf(':') < 0;
      if (first != null && last != null && oneFamily && first.compareTo(last) <= 0) {
        model = new AddressModel(first, last);
      }
    } else {
      BigInteger address = one(text);
      model = address == null ? null : new AddressModel(address, address);
    }
    return model;
  }

  boolean isIpv4() {
    return isIpv4(first) && isIpv4(last);
  }

  static boolean isIpv4(BigInteger address) {
    return address.shiftRight(32).equals(BigInteger.valueOf(0xFFFF));
  }

  boolean holds(BigInteger peer) {
    return isIpv4() == isIpv4(peer) && first.compareTo(peer) <= 0 && peer.compareTo(last) <= 0;
  }

  BigInteger size() {
    return last.subtract(first).add(BigInteger.ONE);
  }

  /** The canonical text of one address, as RFC 5952 has it. */
  static String canonical(String text) {
    return new IPAddressString(text, STRICT).getAddress().toCanonicalString();
  }

  /** The peer of that address, or {@code null} beyond the ends. */
  static InetAddress peer(BigInteger address) {
    if (address.signum() < 0 || address.compareTo(LAST) > 0) {
      return null;
    }
    byte[] number = address.toByteArray();
    byte[] bytes = new byte[16];
    for (int i = 1; i <= Math.min(16, number.length); i++) {
      bytes[16 - i] = number[number.length - i];
    }
    try {
      return InetAddress.getByAddress(isIpv4(address) ? Arrays.copyOfRange(bytes, 12, 16) : bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static BigInteger one(String text) {
    if (!ONE.matcher(text).matches()) {
      return null; // the library trims
    }
    IPAddress address = new IPAddressString(text, STRICT).getAddress();
    if (address == null) {
      return null;
    }
    BigInteger number = new BigInteger(1, address.getBytes());
    return address.isIPv4() ? number.or(MAPPED) : number;
  }

  private static IPAddressStringParameters strict() {
    return new IPAddressStringParameters.Builder()
        .allowEmpty(false)
        .allowAll(false)
        .allowMask(false)
        .allowPrefix(false)
        .allowPrefixOnly(false)
        .allowSingleSegment(false)
        .setRangeOptions(RangeParameters.NO_RANGE)
        .getIPv4AddressParametersBuilder()
        .allow_inet_aton(false)
        .allowLeadingZeros(false)
        .allowUnlimitedLeadingZeros(false)
        .allowBinary(false)
        .getParentBuilder()
        .getIPv6AddressParametersBuilder()
        .allowZone(false)
        .allowUnlimitedLeadingZeros(false)
        .allowBase85(false)
        .allowBinary(false)
        .getEmbeddedIPv4AddressParametersBuilder()
        .allow_inet_aton(false)
        .allowLeadingZeros(false)
        .allowUnlimitedLeadingZeros(false)
        .allowBinary(false)
        .getEmbeddedIPv4AddressParentBuilder()
        .getParentBuilder()
        .toParams();
  }
}
