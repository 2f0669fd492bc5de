// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.8.3,                                10.0.8.3",
    "0.0.0.0,                                 0.0.0.0",
    "255.255.255.255,                         255.255.255.255",
    "0:0:0:0:0:0:0:0,                         ::",
    "0:0:0:0:0:0:0:1,                         ::1",
    "1:0:0:0:0:0:0:0,                         1::",
    "2001:0db8:0000:0000:0000:0000:0000:0003, 2001:db8::3",
    // RFC 5952, 4.2.1: as much as possible
    "2001:db8:0:0:0:0:2:1,                    2001:db8::2:1",
    // 4.2.2: not for a single group
    "2001:db8:0:1:1:1:1:1,                    2001:db8:0:1:1:1:1:1",
    "0:1:2:3:4:5:6:7,                         0:1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:0,                         1:2:3:4:5:6:7:0",
    // 4.2.3: the longest run, the first where they are equal
    "2001:0:0:1:0:0:0:1,                      2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1,                    2001:db8::1:0:0:1",
    "0:0:1:0:0:0:0:1,                         0:0:1::1",
    "0:0:1:1:1:1:0:0,                         ::1:1:1:1:0:0",
    "1:1:1:1:1:1:0:0,                         1:1:1:1:1:1::",
    // 4.3: lower case
    "2001:DB8:0:0:0:0:ABCD:EF,                2001:db8::abcd:ef",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
  })
  void isTheTextThatPeopleWrite(String literal, String expected) {
    assertThat(AddressText.of(Lists.peer(literal))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"10.0.8.3, 10.0.8.3:443", "2001:db8:0:0:0:0:0:3, [2001:db8::3]:443"})
  void hasThePortBehindIt(String literal, String expected) {
    assertThat(AddressText.of(Lists.peer(literal), 443)).isEqualTo(expected);
  }

  @Test
  void leavesTheZoneOut() throws UnknownHostException {
    byte[] linkLocal = HexFormat.of().parseHex("fe800000000000000000000000000001");
    InetAddress zoned = Inet6Address.getByAddress(null, linkLocal, 7);

    assertThat(AddressText.of(zoned)).isEqualTo("fe80::1");
    assertThat(AddressText.of(zoned, 443)).isEqualTo("[fe80::1]:443");
  }
}
