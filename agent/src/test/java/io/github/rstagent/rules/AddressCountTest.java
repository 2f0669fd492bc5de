// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static io.github.rstagent.rules.Lists.allowlist;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many addresses a list has, each once. */
class AddressCountTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'',                                      0,          0",
    "10.0.0.1,                                1,          0",
    "10.0.0.1 10.0.0.1,                       1,          0",
    "10.0.0.0/24 10.0.0.128-10.0.1.127,       384,        0",
    "10.0.0.0/24 ::ffff:10.0.0.7,             256,        0",
    "0.0.0.0/0,                               4294967296, 0",
    "0.0.0.0/1 128.0.0.0/1,                   4294967296, 0",
    "255.255.255.255 0.0.0.0,                 2,          0",
    "::/0,                                    0,          340282366920938463463374607431768211456",
    "::/64,                                   0,          18446744073709551616",
    "2001:db8::/48 2001:db8::/64 10.0.0.1,    1,          1208925819614629174706176",
    "::ffff:ffff:ffff:ffff-0:0:0:1::,         0,          2",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 0,          1",
    "@azure @gcp,                             68609,      1208962713102776593809408",
  })
  void countsEachOnce(String rules, String ipv4, String ipv6) {
    Allowlist list = allowlist(folder, rules.split(" "));

    assertThat(list.ipv4Addresses()).isEqualTo(new BigInteger(ipv4));
    assertThat(list.ipv6Addresses()).isEqualTo(new BigInteger(ipv6));
  }

  @Test
  void countsWhatAPortRestrictsToo() {
    Allowlist list = allowlist(folder, "10.0.0.0/30 a port=443", "fe80::/127");

    assertThat(list.ipv4Addresses()).isEqualTo(4);
    assertThat(list.ipv6Addresses()).isEqualTo(2);
  }
}
