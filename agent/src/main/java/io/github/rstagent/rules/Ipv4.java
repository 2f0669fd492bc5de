// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 address as a number, where possible without the copy that {@link InetAddress#getAddress}
 * makes on the event loop.
 *
 * <p>In OpenJDK the hash code of an {@link Inet4Address} has always been that number. It is not
 * documented to be, so it is tried once with addresses that differ in every byte.
 */
final class Ipv4 {
  private static final boolean NUMBER_IS_HASH = isHash(0x0A00_0803) && isHash(0xF1E2_D3C4);

  private Ipv4() {}

  static int number(Inet4Address address) {
    return NUMBER_IS_HASH ? address.hashCode() : Allowlist.intAt(address.getAddress(), 0);
  }

  private static boolean isHash(int number) {
    byte[] bytes = {
      (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
    };
    try {
      return InetAddress.getByAddress(bytes).hashCode() == number;
    } catch (UnknownHostException e) {
      return false; // never: it has four bytes
    }
  }
}
