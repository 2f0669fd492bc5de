// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.Inputs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any bytes as the first that a peer sends. */
class ProxyHeaderFuzzTest {
  private static final List<InetSocketAddress> PEERS =
      List.of(peer("10.0.8.3"), peer("2001:db8::3"));

  private static final Pattern UNKNOWN = Pattern.compile("PROXY UNKNOWN( .*)?", Pattern.DOTALL);
  private static final Pattern KNOWN =
      Pattern.compile("PROXY (TCP4|TCP6) ([0-9a-fA-F:.]+) [^ ]* ([1-9][0-9]{0,4}) [^ ]*");

  @Inputs
  void header(byte[] first) {
    for (InetSocketAddress peer : PEERS) {
      boolean isOfCheck = ProxyHeader.isOfCheck(first, peer);
      assertThat(isOfCheck).as("%s", new String(first, ISO_8859_1)).isEqualTo(model(first, peer));
      if (isOfCheck) {
        assertThat(ProxyHeader.isOfCheck(Arrays.copyOf(first, first.length - 1), peer)).isFalse();
        assertThat(ProxyHeader.isOfCheck(Arrays.copyOf(first, first.length + 1), peer)).isFalse();
      }
    }
  }

  /** The specification once more, with hex digits and regular expressions. */
  private static boolean model(byte[] first, InetSocketAddress peer) {
    String hex = HexFormat.of().formatHex(first);
    if (hex.startsWith("0d0a0d0a000d0a515549540a")) {
      if (hex.length() < 32
          || hex.length() - 32 != 2 * Integer.parseInt(hex.substring(28, 32), 16)) {
        return false;
      }
      String address = HexFormat.of().formatHex(peer.getAddress().getAddress());
      String port = String.format("%04x", peer.getPort());
      String family = address.length() == 8 ? "11" : "21";
      return hex.startsWith("20", 24)
          || hex.matches(
              ".{24}21"
                  + family
                  + ".{4}"
                  + address
                  + ".{"
                  + address.length()
                  + "}"
                  + port
                  + ".{4}.*");
    }
    String line = new String(first, ISO_8859_1);
    if (first.length > 107 || !line.endsWith("\r\n") || line.indexOf("\r\n") < line.length() - 2) {
      return false;
    }
    Matcher known = KNOWN.matcher(line.substring(0, line.length() - 2));
    if (known.matches()) {
      return Integer.parseInt(known.group(3)) == peer.getPort()
          && names(known.group(2), peer.getAddress());
    }
    return UNKNOWN.matcher(line.substring(0, line.length() - 2)).matches();
  }

  private static boolean names(String text, InetAddress peer) {
    boolean ipv6 = text.indexOf(':') >= 0;
    if (ipv6 != peer.getAddress().length > 4) {
      return false;
    }
    try {
      return ipv6 ? InetAddress.getByName(text).equals(peer) : text.equals(peer.getHostAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static InetSocketAddress peer(String address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), 5745);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
