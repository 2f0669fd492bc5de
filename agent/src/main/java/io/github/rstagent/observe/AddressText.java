// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.observe;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Addresses as people write them: IPv6 in the short form of RFC 5952, which the JDK does not print.
 */
public final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  /** {@code 10.0.8.3} or {@code 2001:db8::3}. */
  public static String of(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    String full = address.getHostAddress();
    int zone = full.indexOf('%');
    return shortened(address.getAddress()) + (zone < 0 ? "" : full.substring(zone));
  }

  /** {@code 10.0.8.3:443} or {@code [2001:db8::3]:443}. */
  public static String of(InetAddress address, int port) {
    return address instanceof Inet4Address
        ? of(address) + ":" + port
        : "[" + of(address) + "]:" + port;
  }

  private static String shortened(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int gap = -1;
    int gapLength = 1; // a single zero group is not shortened
    for (int i = 0; i < GROUPS; i++) {
      int length = 0;
      while (i + length < GROUPS && groups[i + length] == 0) {
        length++;
      }
      if (length > gapLength) {
        gap = i;
        gapLength = length;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        text.append("::");
        i += gapLength - 1;
      } else {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
