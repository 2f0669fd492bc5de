// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
  private static final String ADDRESS = "an address, a network a/n or a range a-b";
  private static final String NUMBERS =
      "four numbers 0-255 with dots between, without leading zeros; no port, no host name";
  private static final String GROUPS =
      "eight groups of up to four hex digits, one '::' for groups of zeros; no brackets";
  private static final String ZONE = "the address without it: a rule holds on every interface";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.8.3                          | 10.0.8.3          | 10.0.8.3",
        "0.0.0.0                           | 0.0.0.0           | 0.0.0.0",
        "10.0.8.0/24                       | 10.0.8.0          | 10.0.8.255",
        "0.0.0.0/0                         | 0.0.0.0           | 255.255.255.255",
        "10.0.8.3/32                       | 10.0.8.3          | 10.0.8.3",
        "128.0.0.0/1                       | 128.0.0.0         | 255.255.255.255",
        "10.0.8.16-10.0.8.31               | 10.0.8.16         | 10.0.8.31",
        "10.0.8.16-10.0.8.16               | 10.0.8.16         | 10.0.8.16",
        "127.255.255.255-128.0.0.0         | 127.255.255.255   | 128.0.0.0",
        "::ffff:10.0.8.3                   | 10.0.8.3          | 10.0.8.3",
        "::ffff:a00:803                    | 10.0.8.3          | 10.0.8.3",
        "::ffff:0:0/96                     | 0.0.0.0           | 255.255.255.255",
        "::ffff:10.0.8.0-::ffff:10.0.8.9   | 10.0.8.0          | 10.0.8.9",
        "::                                | ::                | ::",
        "::1                               | ::1               | ::1",
        "1::                               | 1::               | 1::",
        "::/0                              | ::                | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8:8::/48                   | 2001:db8:8::      | 2001:db8:8:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::/64                     | 2001:db8::        | 2001:db8::ffff:ffff:ffff:ffff",
        "2001:db8::/65                     | 2001:db8::        | 2001:db8::7fff:ffff:ffff:ffff",
        "2001:db8::1/128                   | 2001:db8::1       | 2001:db8::1",
        "2001:DB8::A-2001:db8::b           | 2001:db8::a       | 2001:db8::b",
        "1:2:3:4:5:6:7:8                   | 1:2:3:4:5:6:7:8   | 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::                   | 1:2:3:4:5:6:7:0   | 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8                   | 0:2:3:4:5:6:7:8   | 0:2:3:4:5:6:7:8",
        "1:2:3::5:6:7:8                    | 1:2:3:0:5:6:7:8   | 1:2:3:0:5:6:7:8",
        "1:2:3:4:5:6:1.2.3.4               | 1:2:3:4:5:6:102:304 | 1:2:3:4:5:6:102:304",
        "1::5:6:1.2.3.4                    | 1::5:6:102:304    | 1::5:6:102:304",
        "::1.2.3.4                         | ::102:304         | ::102:304",
        "0db8:0001::0042                   | db8:1::42         | db8:1::42",
        "fe80::1                           | fe80::1           | fe80::1",
        "fe80::/64                         | fe80::            | fe80::ffff:ffff:ffff:ffff",
        "fe00::-ff00::                     | fe00::            | ff00::",
        "fe80::/9                          | fe80::            | feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      })
  void reads(String text, String first, String last) throws MalformedAddressException {
    AddressRange range = AddressRange.parse(text);

    assertThat(range.first).hasToString(first);
    assertThat(range.last).hasToString(last);
    assertThat(range.isIpv4()).isEqualTo(!first.contains(":"));
  }

  /** Column 1-based, as it is shown. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1 | an address is missing | A",
        "lb.example.com | 1 | 'lb.example.com' is no IPv4 address | N",
        "beef.example | 1 | 'beef.example' is no IPv4 address | N",
        "localhost | 1 | 'localhost' is no IPv4 address | N",
        "10.0.8.x | 1 | '10.0.8.x' is no IPv4 address | N",
        "10.0.8.* | 1 | '10.0.8.*' is no IPv4 address | N",
        "10.0.8 | 1 | '10.0.8' is no IPv4 address | N",
        "10 | 1 | '10' is no IPv4 address | N",
        "10.0/16 | 1 | '10.0' is no IPv4 address | N",
        "10.0.8. | 1 | '10.0.8.' is no IPv4 address | N",
        "10..8.3 | 1 | '10..8.3' is no IPv4 address | N",
        ".1.2.3 | 1 | '.1.2.3' is no IPv4 address | N",
        "10.0.8.3.1 | 1 | '10.0.8.3.1' is no IPv4 address | N",
        "10.0.08.3 | 1 | '10.0.08.3' is no IPv4 address | N",
        "10.0.00.3 | 1 | '10.0.00.3' is no IPv4 address | N",
        "10.0.8.256 | 1 | '10.0.8.256' is no IPv4 address | N",
        "10.0.8.99999999999999 | 1 | '10.0.8.99999999999999' is no IPv4 address | N",
        "0x0a.0.8.3 | 1 | '0x0a.0.8.3' is no IPv4 address | N",
        "10.0.8.3x | 1 | '10.0.8.3x' is no IPv4 address | N",
        "10.0.8.3,10.0.8.4 | 1 | '10.0.8.3,10.0.8.4' is no IPv4 address | N",
        "10.0.8.3:443 | 1 | '10.0.8.3:443' is no IPv4 address | N",
        "10.0.8.3%eth0 | 9 | a zone | Z",
        "-10.0.8.3 | 1 | an address is missing | A",
        "10.0.8.0/ | 10 | '' is no prefix length | /32",
        "10.0.8.0/x | 10 | 'x' is no prefix length | /32",
        "10.0.8.0/24x | 10 | '24x' is no prefix length | /32",
        "10.0.8.0/255.255.255.0 | 10 | '255.255.255.0' is no prefix length | /32",
        "10.0.8.0/024 | 10 | '024' is no prefix length | /32",
        "10.0.8.0/33 | 10 | '33' is no prefix length | /32",
        "10.0.8.0/99999999999 | 10 | '99999999999' is no prefix length | /32",
        "10.0.8.0/-1 | 10 | a range is between addresses, not networks | A",
        "10.0.8.3/24 | 1 | host bits are set in '10.0.8.3/24' | 10.0.8.0/24 (the network) or 10.0.8.3 (the address)",
        "10.0.8.3/0 | 1 | host bits are set in '10.0.8.3/0' | 0.0.0.0/0 (the network) or 10.0.8.3 (the address)",
        "10.0.8.0/24-10.0.9.0/24 | 12 | a range is between addresses, not networks | A",
        "10.0.8.0-10.0.9.0/24 | 18 | a range is between addresses, not networks | A",
        "10.0.8.31-10.0.8.16 | 1 | the range is reversed | 10.0.8.16-10.0.8.31",
        "10.0.8.16- | 11 | an address is missing | A",
        "10.0.8.16-31 | 11 | '31' is no IPv4 address | N",
        "10.0.8.16-10.0.8.31-10.0.8.40 | 11 | '10.0.8.31-10.0.8.40' is no IPv4 address | N",
        "10.0.8.16-2001:db8::1 | 11 | the range mixes IPv4 and IPv6 | a range a-b of one family",
        "::ffff:10.0.8.1-10.0.8.9 | 17 | the range mixes IPv4 and IPv6 | a range a-b of one family",
        "2001:db8::2-2001:db8::1 | 1 | the range is reversed | 2001:db8::1-2001:db8::2",
        "8000::-7fff:: | 1 | the range is reversed | 7fff::-8000::",
        "[2001:db8::1] | 1 | '[2001:db8::1]' is no IPv6 address | G",
        ":1 | 1 | ':1' is no IPv6 address | G",
        ": | 1 | ':' is no IPv6 address | G",
        "1:2 | 1 | '1:2' is no IPv6 address | G",
        "1:2:3:4:5:6:7: | 1 | '1:2:3:4:5:6:7:' is no IPv6 address | G",
        "1:2:3:4:5:6:7:8: | 1 | '1:2:3:4:5:6:7:8:' is no IPv6 address | G",
        "1:2:3:4:5:6:7:8:9 | 1 | '1:2:3:4:5:6:7:8:9' is no IPv6 address | G",
        "1:2:3:4:5:6:7:1.2.3.4 | 1 | '1:2:3:4:5:6:7:1.2.3.4' is no IPv6 address | G",
        "1:2:3:4:5:1.2.3.4 | 1 | '1:2:3:4:5:1.2.3.4' is no IPv6 address | G",
        "1:2:3:4:5:6:7:8:: | 1 | '1:2:3:4:5:6:7:8::' is no IPv6 address | G",
        "1:2:3:4::5:6:7:8 | 1 | '1:2:3:4::5:6:7:8' is no IPv6 address | G",
        "1::2::3 | 1 | '1::2::3' is no IPv6 address | G",
        "::: | 1 | ':::' is no IPv6 address | G",
        "1:::2 | 1 | '1:::2' is no IPv6 address | G",
        "2001:db8::12345 | 1 | '2001:db8::12345' is no IPv6 address | G",
        "2001:db8::00001 | 1 | '2001:db8::00001' is no IPv6 address | G",
        "2001:db8::g | 1 | '2001:db8::g' is no IPv6 address | G",
        "::1.2.3 | 1 | '::1.2.3' is no IPv6 address | G",
        "::1.2.3.04 | 1 | '::1.2.3.04' is no IPv6 address | G",
        "::1.2.3.4.5 | 1 | '::1.2.3.4.5' is no IPv6 address | G",
        "::a.2.3.4 | 1 | '::a.2.3.4' is no IPv6 address | G",
        "2001:db8::/129 | 12 | '129' is no prefix length | /128",
        "2001:db8::1/64 | 1 | host bits are set in '2001:db8::1/64' | 2001:db8::/64 (the network) or 2001:db8::1 (the address)",
        "2001:db8:0:0:1::1/127 | 1 | host bits are set in '2001:db8:0:0:1::1/127' | 2001:db8:0:0:1::/127 (the network) or 2001:db8::1:0:0:1 (the address)",
        "fe80::1% | 8 | a zone | Z",
        "fe80::/64%eth0 | 10 | a zone | Z",
        "fe80::1%a-fe80::2%b | 8 | a zone | Z",
        "fe80::1-fe80::2%b | 16 | a zone | Z",
      })
  void saysWhatIsWrongAndWhere(String text, int column, String error, String accepted) {
    MalformedAddressException wrong =
        catchThrowableOfType(MalformedAddressException.class, () -> AddressRange.parse(text));

    assertThat(wrong).as(text).hasMessage(error);
    assertThat(wrong.index() + 1).as("column").isEqualTo(column);
    assertThat(wrong.accepted())
        .isEqualTo(
            switch (accepted) {
              case "A" -> ADDRESS;
              case "N" -> NUMBERS;
              case "G" -> GROUPS;
              case "Z" -> ZONE;
              case "/32", "/128" -> "a prefix length /0 to " + accepted;
              default -> accepted;
            });
  }

  @Test
  void readsEveryTextOfAnIpv6Address() throws MalformedAddressException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      int[] groups = random.ints(8).map(group -> group & 0xFFFF).toArray();
      for (int j = 0; j < 8; j++) {
        groups[j] =
            random.nextInt(3) == 0
                ? groups[j] >>> random.nextInt(16)
                : random.nextBoolean() ? 0 : groups[j];
      }
      String text = randomText(groups, random);
      Address address = Address.parse(text);
      for (int j = 0; j < 8; j++) {
        long half = j < 4 ? address.high : address.low;
        assertThat((int) (half >>> (48 - 16 * (j % 4))) & 0xFFFF)
            .as("seed %d: group %d of %s", seed, j, text)
            .isEqualTo(groups[j]);
      }
      assertThat(Address.parse(address.toString()))
          .as("seed %d: %s is %s", seed, address, text)
          .isEqualTo(address);
    }
  }

  private static String randomText(int[] groups, Random random) {
    int gap = random.nextInt(8);
    int length = 0;
    while (gap + length < 8
        && groups[gap + length] == 0
        && (length == 0 || random.nextInt(4) > 0)) {
      length++;
    }
    boolean dotted = random.nextInt(4) == 0 && gap + length <= 6;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gap && length > 0) {
        text.append("::");
        i += length - 1;
        continue;
      }
      text.append(i == 0 || (i == gap + length && length > 0) ? "" : ":");
      if (dotted && i == 6) {
        text.append(
            "%d.%d.%d.%d"
                .formatted(groups[6] >> 8, groups[6] & 0xFF, groups[7] >> 8, groups[7] & 0xFF));
        break;
      }
      text.append(
          (random.nextBoolean() ? "%x" : random.nextBoolean() ? "%04x" : "%X")
              .formatted(groups[i]));
    }
    return text.toString();
  }
}
