// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Peers as people write them: IPv6 in the form of RFC 5952, which the JDK does not print. */
public final class AddressText {
  private AddressText() {}

  /** {@code 10.0.8.3} or {@code 2001:db8::3}, without a zone, since no rule has one. */
  public static String of(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    Address number = Address.of(address);
    return ofGroups(number.high, number.low); // a mapped one as it arrived
  }

  /** {@code 10.0.8.3:443} or {@code [2001:db8::3]:443}. */
  public static String of(InetAddress address, int port) {
    String text = of(address);
    return text.indexOf(':') < 0 ? text + ':' + port : '[' + text + "]:" + port;
  }

  /** The eight groups of an IPv6 address, the first of the longest runs of zeros shortened. */
  static String ofGroups(long high, long low) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4))) & 0xFFFF;
    }
    int gap = -1;
    int gapLength = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = 0;
      while (i + zeros < 8 && groups[i + zeros] == 0) {
        zeros++;
      }
      if (zeros > gapLength) {
        gap = i;
        gapLength = zeros;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        text.append("::");
        i += gapLength - 1;
      } else {
        text.append(i == 0 || (gap >= 0 && i == gap + gapLength) ? "" : ":");
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
