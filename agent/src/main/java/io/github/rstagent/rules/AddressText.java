// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Addresses as people write them: IPv6 in the form of RFC 5952, which the JDK does not print. */
public final class AddressText {
  private AddressText() {}

  /** {@code 10.0.8.3} or {@code 2001:db8::3}, with the zone of a link-local address. */
  public static String of(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    String full = address.getHostAddress();
    int zone = full.indexOf('%');
    return of(bytes.getLong(), bytes.getLong(), false) + (zone < 0 ? "" : full.substring(zone));
  }

  /** {@code 10.0.8.3:443} or {@code [2001:db8::3]:443}. */
  public static String of(InetAddress address, int port) {
    return address instanceof Inet4Address
        ? of(address) + ":" + port
        : "[" + of(address) + "]:" + port;
  }

  static String of(long high, long low, boolean ipv4) {
    StringBuilder text = new StringBuilder();
    if (ipv4) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        text.append(low >>> shift & 0xFF).append(shift == 0 ? "" : ".");
      }
      return text.toString();
    }
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
