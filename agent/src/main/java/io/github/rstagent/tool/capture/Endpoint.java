// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Address and port as tcpdump prints them: {@code 10.0.8.3.443}, {@code 2001:db8::3.443}. */
final class Endpoint {
  private Endpoint() {}

  /** Whether it is what {@code -nn} prints. */
  static boolean isNumeric(String text) {
    int dot = text.lastIndexOf('.');
    if (dot <= 0 || port(text) < 0) {
      return false;
    }
    return text.indexOf(':') >= 0 ? isIpv6(text, dot) : isIpv4(text, dot);
  }

  /** The port, or -1. */
  static int port(String text) {
    int port = 0;
    int from = text.lastIndexOf('.') + 1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || i - from >= 5) {
        return -1;
      }
      port = port * 10 + c - '0';
    }
    return from < text.length() && port <= 0xFFFF ? port : -1;
  }

  /** The address of a numeric endpoint. */
  static InetAddress address(String text) {
    try {
      // A literal, so that nobody is asked for a name.
      return InetAddress.getByName(text.substring(0, text.lastIndexOf('.')));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static boolean isIpv4(String text, int end) {
    int numbers = 0;
    int from = 0;
    while (from <= end) {
      int to = text.indexOf('.', from);
      int value = 0;
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        if (c < '0' || c > '9' || i - from >= 3) {
          return false;
        }
        value = value * 10 + c - '0';
      }
      if (to == from || value > 255) {
        return false;
      }
      numbers++;
      from = to + 1;
    }
    return numbers == 4;
  }

  private static boolean isIpv6(String text, int end) {
    int colons = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      colons += c == ':' ? 1 : 0;
      if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    try {
      return colons >= 2 && InetAddress.getByName(text.substring(0, end)) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
