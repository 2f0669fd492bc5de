// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
  private static final InetSocketAddress PEER = peer("10.0.8.3");
  private static final InetSocketAddress PEER_6 = peer("2001:db8::3");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY UNKNOWN\r\n",
        "PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n",
        "PROXY TCP4 10.0.8.3 10.0.0.1 5745 443\r\n"
      })
  void takesVersion1OfACheck(String header) {
    assertThat(isOfCheck(header)).isTrue();
    for (int length = 0; length < header.length(); length++) {
      assertThat(isOfCheck(header.substring(0, length))).as("cut off at %d", length).isFalse();
      assertThat(isBegun(header.substring(0, length))).as("cut off at %d", length).isTrue();
    }
    assertThat(isBegun(header)).as("whole").isFalse();
    assertThat(isOfCheck(header + "G")).as("with a byte behind it").isFalse();
    assertThat(isBegun(header + "G")).as("with a byte behind it").isFalse();
    assertThat(isOfCheck(header + header)).as("twice").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "PROXY\r\n",
        "PROXY \r\n",
        "proxy UNKNOWN\r\n",
        "PROXY UNKNOWNS\r\n",
        "PROXY UNKNOWN\n",
        "PROXY TCP4 10.0.8.4 10.0.0.1 5745 443\r\n", // another's address
        "PROXY TCP4 10.0.8.3 10.0.0.1 5746 443\r\n", // another's port
        "PROXY TCP4 10.0.8.3 10.0.0.1 5745\r\n",
        "PROXY TCP4 10.0.8.03 10.0.0.1 5745 443\r\n",
        "PROXY TCP4 localhost 10.0.0.1 5745 443\r\n",
        "PROXY UDP4 10.0.8.3 10.0.0.1 5745 443\r\n",
        "GET / HTTP/1.0\r\n"
      })
  void takesNothingElse(String bytes) {
    assertThat(isOfCheck(bytes)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /", "PUT", "PROXY\r\n", "PROXY TCP4 10.0.8.4 1 2 3\r\n", "\r\n\r\nG"})
  void isNotBegunByAnythingElse(String bytes) {
    assertThat(isBegun(bytes)).isFalse();
  }

  @Test
  void takesVersion1OfAnIpv6Check() {
    for (String text : new String[] {"2001:db8::3", "2001:0DB8:0:0:0:0:0:3"}) {
      byte[] header = ("PROXY TCP6 " + text + " ::1 5745 443\r\n").getBytes(ISO_8859_1);
      assertThat(ProxyHeader.isOfCheck(header, PEER_6)).as(text).isTrue();
      assertThat(ProxyHeader.isOfCheck(header, PEER)).as(text).isFalse();
    }
    for (String text :
        new String[] {"2001:db8::4", "::", ":", "fe80::1%1", "2001:db8::3%1", "host.example"}) {
      byte[] header = ("PROXY TCP6 " + text + " ::1 5745 443\r\n").getBytes(ISO_8859_1);
      assertThat(ProxyHeader.isOfCheck(header, PEER_6)).as(text).isFalse();
    }
  }

  @Test
  void takesAnAddressThatBeginsWithZeros() {
    byte[] header = "PROXY TCP6 ::1 ::1 5745 443\r\n".getBytes(ISO_8859_1);
    assertThat(ProxyHeader.isOfCheck(header, peer("::1"))).isTrue();
    assertThat(ProxyHeader.isOfCheck(header, peer("::2"))).isFalse();
  }

  @Test
  void takesALongestLineOfVersion1AndNoLonger() {
    String rest = "x".repeat(107 - "PROXY UNKNOWN \r\n".length());
    assertThat(isOfCheck("PROXY UNKNOWN " + rest + "\r\n")).isTrue();
    assertThat(isOfCheck("PROXY UNKNOWN x" + rest + "\r\n")).isFalse();
    assertThat(isBegun("PROXY UNKNOWN " + rest + "\r")).isTrue();
    assertThat(isBegun("PROXY UNKNOWN x" + rest + "\r")).isFalse();
  }

  @Test
  void takesVersion2OfACheck() {
    assertWholeOnly(version2(0x20, 0x00), PEER);
    assertWholeOnly(version2(0x20, 0x11, new byte[80]), PEER);
    assertWholeOnly(version2(0x21, 0x11, bytes(10, 0, 8, 3, 10, 0, 0, 1, 22, 113, 1, 187)), PEER);
    assertWholeOnly(
        version2(0x21, 0x11, bytes(10, 0, 8, 3, 10, 0, 0, 1, 22, 113, 1, 187, 4, 0, 1, 0)), PEER);
    byte[] six = new byte[36];
    System.arraycopy(PEER_6.getAddress().getAddress(), 0, six, 0, 16);
    six[32] = 22;
    six[33] = 113;
    assertWholeOnly(version2(0x21, 0x21, six), PEER_6);
  }

  @Test
  void takesNoOtherVersion2() {
    byte[][] others = {
      version2(0x21, 0x11, bytes(10, 0, 8, 4, 10, 0, 0, 1, 22, 113, 1, 187)), // address
      version2(0x21, 0x11, bytes(10, 0, 8, 3, 10, 0, 0, 1, 22, 114, 1, 187)), // port
      version2(0x21, 0x11, bytes(10, 0, 8, 3)),
      version2(0x21, 0x12, bytes(10, 0, 8, 3, 10, 0, 0, 1, 22, 113, 1, 187)), // UDP
      version2(0x21, 0x00),
      version2(0x21, 0x31, new byte[216]),
      version2(0x22, 0x11, new byte[12]),
      version2(0x10, 0x00),
    };
    for (byte[] other : others) {
      assertThat(ProxyHeader.isOfCheck(other, PEER)).as(Arrays.toString(other)).isFalse();
    }
  }

  private static void assertWholeOnly(byte[] header, InetSocketAddress peer) {
    assertThat(ProxyHeader.isOfCheck(header, peer)).isTrue();
    for (int length = 0; length < header.length; length++) {
      assertThat(ProxyHeader.isOfCheck(Arrays.copyOf(header, length), peer)).isFalse();
      assertThat(ProxyHeader.isBegun(Arrays.copyOf(header, length))).isTrue();
    }
    assertThat(ProxyHeader.isBegun(header)).isFalse();
    assertThat(ProxyHeader.isBegun(Arrays.copyOf(header, header.length + 1))).isFalse();
    assertThat(ProxyHeader.isOfCheck(Arrays.copyOf(header, header.length + 1), peer)).isFalse();
  }

  private static boolean isOfCheck(String bytes) {
    return ProxyHeader.isOfCheck(bytes.getBytes(ISO_8859_1), PEER);
  }

  private static boolean isBegun(String bytes) {
    return ProxyHeader.isBegun(bytes.getBytes(ISO_8859_1));
  }

  static byte[] version2(int command, int family, byte... rest) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes("\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1));
    header.write(command);
    header.write(family);
    header.write(rest.length >> 8);
    header.write(rest.length);
    header.writeBytes(rest);
    return header.toByteArray();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static InetSocketAddress peer(String address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), 5745);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
