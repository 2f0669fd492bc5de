// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells whether the first bytes of a connection are a header of the PROXY protocol that names no
 * client: such a connection still counts as silent. Load balancers that are told to send these
 * headers send them with health checks, too. There version 2 says LOCAL, and version 1 says UNKNOWN
 * or names the check's own connection (haproxy.org, proxy-protocol.txt).
 */
final class ProxyHeader {
  /** In bytes. Version 1 has 107 at most, version 2 seldom more than 300. */
  static final int LONGEST = 1024;

  private static final byte[] SIGNATURE_1 = {'P', 'R', 'O', 'X', 'Y', ' '};
  private static final byte[] SIGNATURE_2 = {
    '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
  };
  private static final int FIXED_2 = 16;
  private static final int LOCAL_2 = 0x20;
  private static final int PROXY_2 = 0x21;
  private static final int TCP_OVER_IPV4 = 0x11;
  private static final int TCP_OVER_IPV6 = 0x21;

  private static final int LONGEST_1 = 107;

  private ProxyHeader() {}

  /**
   * Whether these bytes are one whole header and nothing more, and speak for no client.
   *
   * @param peer of the connection
   */
  static boolean isOfCheck(byte[] first, InetSocketAddress peer) {
    return startsWith(first, SIGNATURE_2) ? isOfCheck2(first, peer) : isOfCheck1(first, peer);
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length && Arrays.equals(Arrays.copyOf(bytes, start.length), start);
  }

  /** Whether these bytes are the beginning of a header, whose rest may come with the next. */
  static boolean isBegun(byte[] first) {
    if (agree(first, SIGNATURE_2)) {
      return first.length < FIXED_2 || first.length < FIXED_2 + unsignedShort(first, 14);
    }
    return agree(first, SIGNATURE_1)
        && first.length < LONGEST_1
        && !new String(first, StandardCharsets.ISO_8859_1).contains("\r\n");
  }

  private static boolean agree(byte[] bytes, byte[] start) {
    int length = Math.min(bytes.length, start.length);
    return Arrays.equals(Arrays.copyOf(bytes, length), Arrays.copyOf(start, length));
  }

  private static boolean isOfCheck2(byte[] header, InetSocketAddress peer) {
    if (header.length < FIXED_2 || header.length != FIXED_2 + unsignedShort(header, 14)) {
      return false;
    }
    int command = header[12] & 0xFF;
    if (command == LOCAL_2) {
      return true;
    }
    int family = header[13] & 0xFF;
    int size = family == TCP_OVER_IPV4 ? 4 : family == TCP_OVER_IPV6 ? 16 : -1;
    int ports = FIXED_2 + 2 * size;
    return command == PROXY_2
        && size > 0
        && header.length >= ports + 4
        && Arrays.equals(
            Arrays.copyOfRange(header, FIXED_2, FIXED_2 + size), peer.getAddress().getAddress())
        && unsignedShort(header, ports) == peer.getPort();
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  private static boolean isOfCheck1(byte[] header, InetSocketAddress peer) {
    String line = new String(header, StandardCharsets.ISO_8859_1);
    if (line.length() > LONGEST_1
        || !line.startsWith("PROXY ")
        || line.indexOf("\r\n") != line.length() - 2) {
      return false;
    }
    String[] fields = line.substring(0, line.length() - 2).split(" ", -1);
    if (fields[1].equals("UNKNOWN")) {
      return true; // what follows means nothing
    }
    return fields.length == 6
        && (fields[1].equals("TCP4") || fields[1].equals("TCP6"))
        && names(fields[2], peer.getAddress())
        && fields[4].equals(Integer.toString(peer.getPort()));
  }

  private static boolean names(String text, InetAddress peer) {
    if (!(peer instanceof Inet6Address)) {
      return text.equals(peer.getHostAddress());
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    try {
      // With a colon it is a literal or an error, and no name is looked up.
      return text.indexOf(':') >= 0
          && Arrays.equals(InetAddress.getByName(text).getAddress(), peer.getAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
