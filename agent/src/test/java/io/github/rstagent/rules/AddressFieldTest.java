// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressFieldTest {
  private static final String ADDRESS = "an address, a network a/n or a range a-b";
  private static final String NUMBERS =
      "four numbers 0-255 with dots between, without leading zeros";
  private static final String GROUPS =
      "eight groups of up to four hex digits, one '::' for groups of zeros";

  private final AddressField field = new AddressField();

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
        "2001:db8::1%eth0                  | 2001:db8::1       | 2001:db8::1",
        "fe00::-ff00::                     | fe00::            | ff00::",
        "fe80::/9                          | fe80::            | feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      })
  void reads(String text, String first, String last) {
    assertThat(field.parse(text, 0, text.length())).as(field.error()).isTrue();

    boolean ipv4 = !first.contains(":");
    assertThat(AddressText.of(field.firstHigh(), field.firstLow(), ipv4)).isEqualTo(first);
    assertThat(AddressText.of(field.lastHigh(), field.lastLow(), ipv4)).isEqualTo(last);
    assertThat(
            AddressField.isIpv4(
                field.firstHigh(), field.firstLow(), field.lastHigh(), field.lastLow()))
        .isEqualTo(ipv4);
    assertThat(field.zone()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "fe80::1%eth0, fe80::1, fe80::1, eth0",
    "fe80::1%2, fe80::1, fe80::1, 2",
    "fe80::1%br-lan, fe80::1, fe80::1, br-lan",
    "fe80::%eth0.100/64, fe80::, fe80::ffff:ffff:ffff:ffff, eth0.100",
    "fe80::1%eth0-fe80::9%eth0, fe80::1, fe80::9, eth0",
    "fe80::1%br-lan-fe80::9%br-lan, fe80::1, fe80::9, br-lan",
    "fe80::%br-lan/10, fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, br-lan",
  })
  void keepsTheZoneOfLinkLocalAddresses(String text, String first, String last, String zone) {
    assertThat(field.parse(text, 0, text.length())).as(field.error()).isTrue();

    assertThat(AddressText.of(field.firstHigh(), field.firstLow(), false)).isEqualTo(first);
    assertThat(AddressText.of(field.lastHigh(), field.lastLow(), false)).isEqualTo(last);
    assertThat(field.zone()).isEqualTo(zone);
  }

  /** Column 1-based, as it is shown. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                    | 1  | the address is missing                                   | A",
        "lb.example.com        | 1  | a letter where a number is due: host names are not looked up | N",
        "beef.example          | 1  | a letter where a number is due: host names are not looked up | N",
        "localhost             | 1  | a letter where a number is due: host names are not looked up | N",
        "10.0.8.x              | 8  | a letter where a number is due: host names are not looked up | N",
        "10.0.8.*              | 8  | unexpected '*'                                           | N",
        "10.0.8                | 1  | short form '10.0.8', 3 of four numbers                   | N",
        "10                    | 1  | short form '10', 1 of four numbers                       | N",
        "10.0/16               | 1  | short form '10.0', 2 of four numbers                     | N",
        "10.0.8.               | 8  | a number is missing                                      | N",
        "10..8.3               | 4  | unexpected '.'                                           | N",
        ".1.2.3                | 1  | unexpected '.'                                           | N",
        "10.0.8.3.1            | 1  | more than four numbers                                   | N",
        "10.0.08.3             | 6  | leading zero in '08'                                     | N",
        "10.0.00.3             | 6  | leading zero in '00'                                     | N",
        "10.0.8.256            | 8  | '256' is above 255                                       | N",
        "10.0.8.99999999999999 | 8  | '99999999999999' is above 255                            | N",
        "0x0a.0.8.3            | 2  | a letter where a number is due: host names are not looked up | N",
        "10.0.8.3x             | 9  | a letter where a number is due: host names are not looked up | A",
        "10.0.8.3,10.0.8.4     | 9  | ',' behind an address: each address is a rule of its own | A",
        "10.0.8.3:443          | 9  | ':' behind an IPv4 address: a port is no part of it      | A",
        "10.0.8.3%eth0         | 9  | an IPv4 address has no zone                              | A",
        "-10.0.8.3             | 1  | unexpected '-'                                           | N",
        "10.0.8.0/             | 10 | no prefix length                                         | /32",
        "10.0.8.0/x            | 10 | 'x' is no prefix length                                  | /32",
        "10.0.8.0/24x          | 10 | '24x' is no prefix length                                | /32",
        "10.0.8.0/255.255.255.0 | 10 | '255.255.255.0' is no prefix length                     | /32",
        "10.0.8.0/024          | 10 | leading zero in '024'                                    | /32",
        "10.0.8.0/33           | 10 | prefix length 33 is out of bounds                        | /32",
        "10.0.8.0/99999999999  | 10 | prefix length 99999999999 is out of bounds               | /32",
        "10.0.8.0/-1           | 9  | a range is between addresses, not networks               | A",
        "10.0.8.3/24           | 1  | host bits are set in '10.0.8.3/24'                       | 10.0.8.0/24 (the network) or 10.0.8.3 (the address)",
        "10.0.8.3/0            | 1  | host bits are set in '10.0.8.3/0'                        | 0.0.0.0/0 (the network) or 10.0.8.3 (the address)",
        "10.0.8.0/24-10.0.9.0/24 | 9 | a range is between addresses, not networks              | A",
        "10.0.8.0-10.0.9.0/24  | 18 | a range is between addresses, not networks               | A",
        "10.0.8.31-10.0.8.16   | 1  | the range is reversed                                    | 10.0.8.16-10.0.8.31",
        "10.0.8.16-            | 11 | the end of the range is missing                          | A",
        "10.0.8.16-31          | 11 | short form '31', 1 of four numbers                       | N",
        "10.0.8.16-10.0.8.31-10.0.8.40 | 20 | unexpected '-'                                   | A",
        "10.0.8.16-2001:db8::1 | 11 | the range mixes IPv4 and IPv6                            | a range a-b of one family",
        "::ffff:10.0.8.1-10.0.8.9 | 17 | the range mixes IPv4 and IPv6                         | a range a-b of one family",
        "2001:db8::2-2001:db8::1 | 1 | the range is reversed                                   | 2001:db8::1-2001:db8::2",
        "8000::-7fff::         | 1  | the range is reversed                                    | 7fff::-8000::",
        "[2001:db8::1]         | 1  | an address stands without brackets                       | N",
        ":1                    | 1  | a single ':' at the beginning                            | G",
        ":                     | 1  | a single ':' at the beginning                            | G",
        "1:2                   | 1  | '1:2' has 2 of eight groups                              | G",
        "1:2:3:4:5:6:7:        | 14 | a single ':' without a group behind it                   | G",
        "1:2:3:4:5:6:7:8:      | 16 | a single ':' without a group behind it                   | G",
        "1:2:3:4:5:6:7:8:9     | 1  | more than eight groups                                   | G",
        "1:2:3:4:5:6:7:1.2.3.4 | 1  | more than eight groups                                   | G",
        "1:2:3:4:5:1.2.3.4     | 1  | '1:2:3:4:5:1.2.3.4' has 7 of eight groups                | G",
        "1:2:3:4:5:6:7:8::     | 1  | eight groups leave nothing for '::' to stand for         | G",
        "1:2:3:4::5:6:7:8      | 1  | eight groups leave nothing for '::' to stand for         | G",
        "1::2::3               | 5  | a second '::'                                            | G",
        ":::                   | 3  | unexpected ':'                                           | A",
        "1:::2                 | 4  | unexpected ':'                                           | A",
        "2001:db8::12345       | 11 | group '12345' has more than four hex digits              | G",
        "2001:db8::00001       | 11 | group '00001' has more than four hex digits              | G",
        "2001:db8::g           | 11 | unexpected 'g'                                           | A",
        "::1.2.3               | 3  | short form '1.2.3', 3 of four numbers                    | N",
        "::1.2.3.04            | 9  | leading zero in '04'                                     | N",
        "::1.2.3.4.5           | 10 | unexpected '.'                                           | A",
        "::a.2.3.4             | 3  | unexpected 'a'                                           | N",
        "2001:db8::/129        | 12 | prefix length 129 is out of bounds                       | /128",
        "2001:db8::1/64        | 1  | host bits are set in '2001:db8::1/64'                    | 2001:db8::/64 (the network) or 2001:db8::1 (the address)",
        "2001:db8:0:0:1::1/127 | 1  | host bits are set in '2001:db8:0:0:1::1/127'             | 2001:db8:0:0:1::/127 (the network) or 2001:db8::1:0:0:1 (the address)",
        "fe80::1               | 1  | a link-local address needs its zone                      | one behind it, as fe80::1%eth0",
        "febf::1               | 1  | a link-local address needs its zone                      | one behind it, as fe80::1%eth0",
        "fe80::/64             | 1  | a link-local address needs its zone                      | one behind it, as fe80::1%eth0",
        "fe80::1%              | 8  | the zone is missing                                      | an interface's name or number, as fe80::1%eth0",
        "fe80::/64%eth0        | 10 | the zone stands before the prefix length                 | the zone first, as fe80::%eth0/64",
        "fe80::1%eth0/64       | 1  | host bits are set in 'fe80::1%eth0/64'                   | fe80::%eth0/64 (the network) or fe80::1%eth0 (the address)",
        "fe80::1%a-fe80::2%b   | 11 | the ends of the range are in different zones             | a range a-b in one zone",
        "fe80::1-fe80::2%b     | 9  | the ends of the range are in different zones             | a range a-b in one zone",
      })
  void saysWhatIsWrongAndWhere(String text, int column, String error, String accepted) {
    assertThat(field.parse(text, 0, text.length())).isFalse();

    assertThat(field.error()).isEqualTo(error);
    assertThat(field.errorAt() + 1).as("column").isEqualTo(column);
    assertThat(field.accepted())
        .isEqualTo(
            switch (accepted) {
              case "A" -> ADDRESS;
              case "N" -> NUMBERS;
              case "G" -> GROUPS;
              case "/32", "/128" -> "a prefix length /0 to " + accepted;
              default -> accepted;
            });
  }

  @Test
  void readsEveryTextOfAnIpv6Address() {
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
      assertThat(field.parse(text, 0, text.length()))
          .as("seed %d: %s: %s", seed, text, field.error())
          .isTrue();
      for (int j = 0; j < 8; j++) {
        long half = j < 4 ? field.firstHigh() : field.firstLow();
        assertThat((int) (half >>> (48 - 16 * (j % 4))) & 0xFFFF)
            .as("seed %d: group %d of %s", seed, j, text)
            .isEqualTo(groups[j]);
      }
      String canonical = AddressText.of(field.firstHigh(), field.firstLow(), false);
      long high = field.firstHigh();
      long low = field.firstLow();
      assertThat(field.parse(canonical, 0, canonical.length())).as(canonical).isTrue();
      assertThat(field.firstHigh() == high && field.firstLow() == low)
          .as("seed %d: %s is %s", seed, canonical, text)
          .isTrue();
    }
  }

  private static String randomText(int[] groups, Random random) {
    // A link-local address would need a zone.
    groups[0] &= 0x7FFF;
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
