// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.AddressText;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Learned;
import io.github.rstagent.rules.Lists;
import io.github.rstagent.rules.Rule;
import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
  private static final String[] LIST = {
    "10.0.8.0/24          net",
    "10.0.8.3             lvs-a  mode=tag",
    "10.0.8.16-10.0.8.31  lvs-b  port=443,8443 only=silent",
    "10.0.8.16/28         lvs-c  mode=observe",
    "10.0.8.16/28",
    "2001:db8:8::/48      lvs-v6 scope=connection max=1200/min",
    "fe80::/64            local  port=80",
    "@huawei",
  };

  @TempDir Path folder;

  @Test
  void theOnlyRule() {
    assertThat(lines("[2001:db8:8::5]:443"))
        .containsExactly(
            "[2001:db8:8::5]:443: lvs-v6 (vips.list:6) decides,"
                + " resets are suppressed, up to 1200 a minute from this peer; and so is what is logged"
                + " for a connection before its first byte (scope=connection)",
            "  rule: 2001:db8:8::/48 lvs-v6 mode=suppress scope=connection only=any max=1200/min"
                + " (vips.list:6), 1208925819614629174706176 addresses",
            "  why: no other matches");
  }

  @Test
  void theFewestAddresses() {
    assertThat(lines("10.0.8.3:443"))
        .containsExactly(
            "10.0.8.3:443: lvs-a (vips.list:2) decides, resets are shown, tagged",
            "  rule: 10.0.8.3 lvs-a mode=tag scope=reset only=any (vips.list:2), 1 address",
            "  why: fewer addresses than net (vips.list:1)",
            "  beats: 10.0.8.0/24 net mode=suppress scope=reset only=any (vips.list:1),"
                + " 256 addresses");
  }

  @Test
  void whatAutoNeedsToSee() {
    Allowlist list =
        Lists.allowlist(
            folder,
            "10.0.8.7 - mode=observe",
            "@auto lvs port=443",
            "@auto - port=80 scope=connection");

    assertThat(lines(list, "10.0.8.3:443"))
        .containsExactly(
            "10.0.8.3:443: lvs (vips.list:2) decides when it has found this peer; then resets are"
                + " suppressed, on connections without data (only=silent)",
            "  rule: @auto lvs mode=suppress scope=reset only=silent port=443 (vips.list:2)",
            "  needs: 5 resets, then 20 connections without data, at a regular pace, each over"
                + " within 3 s by RST; of those accepted after that, the first 10 s count");
    assertThat(lines(list, "10.0.8.3:80").get(2)).contains("needs: 20 con", "by RST or FIN");
    assertThat(lines(list, "10.0.8.3"))
        .filteredOn(line -> !line.startsWith(" "))
        .hasSize(3)
        .last()
        .isEqualTo("10.0.8.3 on every other port: no rule, resets are shown");
    assertThat(lines(list, "10.0.8.7:443").get(0)).startsWith("10.0.8.7:443: 10.0.8.7 (");
  }

  @Test
  void whomAutoHasFound() throws UnknownHostException {
    InetAddress peer = InetAddress.getByName("10.0.8.3");
    Learned learned = new Learned(List.of(new Learned.Peer(peer, 443, 0)));
    Allowlist list = Lists.allowlist(folder, "@auto").with(learned);

    assertThat(lines(list, "10.0.8.3:443"))
        .startsWith(
            "10.0.8.3:443: @auto (vips.list:1) decides, resets are suppressed, on connections"
                + " without data (only=silent)");
    assertThat(lines(list, "10.0.8.3:80").get(0)).contains("when it has found this peer");
  }

  @Test
  void onATieTheOneWithAPort() {
    assertThat(lines("10.0.8.20:8443"))
        .hasSize(6)
        .startsWith(
            "10.0.8.20:8443: lvs-b (vips.list:3) decides,"
                + " resets are suppressed, on connections without data (only=silent)")
        .contains("  why: as few addresses as lvs-c (vips.list:4), and names the port");
  }

  @Test
  void onATieTheFirst() {
    assertThat(lines("10.0.8.20:80"))
        .startsWith(
            "10.0.8.20:80: lvs-c (vips.list:4) decides, resets are shown and counted (mode=observe)")
        .contains("  why: as few addresses as 10.0.8.16/28 (vips.list:5), and stands before it")
        .endsWith(
            "  not on this port: 10.0.8.16-10.0.8.31 lvs-b mode=suppress scope=reset only=silent"
                + " port=443,8443 (vips.list:3), 16 addresses");
  }

  @Test
  void withoutAPortEachThatARuleNamesAndTheOthers() {
    assertThat(headlines("10.0.8.20"))
        .containsExactly(
            "10.0.8.20 on port 443: lvs-b (vips.list:3)",
            "10.0.8.20 on port 8443: lvs-b (vips.list:3)",
            "10.0.8.20 on every other port: lvs-c (vips.list:4)");
    assertThat(headlines("::ffff:10.0.8.3"))
        .containsExactly("10.0.8.3 on every port: lvs-a (vips.list:2)");
    assertThat(headlines("fe80::3"))
        .containsExactly(
            "fe80::3 on port 80: local (vips.list:7)",
            "fe80::3 on every other port: no rule, resets are shown");
  }

  /** As Netty and Java log a peer, before and since Java 14. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/10.0.8.3:43210",
        "lvs-a.example/10.0.8.3:43210",
        "/0:0:0:0:0:ffff:a00:803:43210",
        "/[::ffff:10.0.8.3]:43210"
      })
  void thePortOfALoggedPeerIsItsOwn(String question) {
    Explanation explanation = explain(question);

    assertThat(headlines(question)).containsExactly("10.0.8.3 on every port: lvs-a (vips.list:2)");
    assertThat(explanation.notes())
        .containsExactly(
            "43210 is the peer's own port, which no rule looks at; the port in a question is the"
                + " service's, as in 10.0.8.3:443");
  }

  @Test
  void aLoggedPeerMayLackItsPort() {
    assertThat(explain("/10.0.8.3").notes()).isEmpty();
    assertThat(headlines("/2001:db8:8:0:0:0:0:5"))
        .containsExactly("2001:db8:8::5 on every port: lvs-v6 (vips.list:6)");
  }

  @Test
  void noRule() {
    Explanation explanation = explain("10.9.9.9");

    assertThat(explanation.applies()).isFalse();
    assertThat(explanation.lines())
        .containsExactly("10.9.9.9 on every port: no rule, resets are shown");
  }

  @Test
  void aRuleOnAnotherPortAloneDoesNotApply() {
    Explanation explanation = explain("[fe80::3]:443");

    assertThat(explanation.applies()).isFalse();
    assertThat(explanation.lines()).hasSize(2);
    assertThat(explanation.lines().get(1)).startsWith("  not on this port: fe80::/64 local");
  }

  @Test
  void aPresetsRemarksAreSaid() {
    Explanation explanation = explain("100.125.0.9:80");

    assertThat(explanation.applies()).isTrue();
    assertThat(explanation.notes())
        .first()
        .asString()
        .startsWith("@huawei also carries clients' traffic: always, unless");
    assertThat(explain("10.0.8.3").notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | 1 | an address is missing",
        "10.0.8.300    | 1 | '10.0.8.300' is no IPv4 address",
        "10.0.8.0/24   | 1 | more than one address",
        "10.0.8.3:     | 9 | '' is no port",
        "10.0.8.3:0    | 9 | '0' is no port",
        "10.0.8.3:65536| 9 | '65536' is no port",
        "10.0.8.3:http | 9 | 'http' is no port",
        "[::1          | 1 | the ']' is missing",
        "[::1]443      | 6 | '43' is no port",
        "[::1]:        | 6 | '' is no port",
        "[::g]:443     | 2 | '::g' is no IPv6 address",
        "fe80::1%eth0  | 8 | a zone",
        "@gcp          | 1 | '@gcp' is no IPv4 address",
        "host          | 1 | 'host' is no IPv4 address",
      })
  void aBadQuestionIsNamed(String question, int column, String what) {
    Explanation explanation = explain(question);

    assertThat(explanation.problem().where()).isEqualTo("'" + question + "', column " + column);
    assertThat(explanation.problem().what()).isEqualTo(what);
    assertThat(explanation.problem().accepted()).isNotBlank();
    assertThat(explanation.applies()).isFalse();
    assertThat(explanation.lines()).isEmpty();
  }

  @RepeatedTest(50)
  void namesTheRuleThatTheLookUpFinds() throws UnknownHostException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> rules = new ArrayList<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      String[] addresses = {
        "35.191.0." + random.nextInt(4),
        "35.191.0.0/16",
        "35.190.0.0/15",
        "35.184.0.0/13",
        "35.191.0.0-35.192.3.254",
        "35.191.0.0-35.192.3.255",
        "35.191.0.0-35.192.4.0",
        "@gcp"
      };
      String ports = random.nextBoolean() ? " - port=443" : "";
      rules.add(addresses[random.nextInt(addresses.length)] + ports);
    }
    Allowlist list = Lists.allowlist(folder, rules.toArray(new String[0]));
    for (int i = 0; i < 6; i++) {
      InetAddress peer = InetAddress.getByName("35.191.0." + i);
      for (int port : new int[] {80, 443}) {
        Rule found = list.find(peer, port);
        String subject = AddressText.of(peer, port);
        assertThat(Explanation.of(list, subject).lines())
            .as("seed %d, %s", seed, rules)
            .first()
            .asString()
            .startsWith(
                found == null
                    ? subject + ": no rule"
                    : subject + ": " + found.name() + " (" + found.origin() + ") decides");
      }
    }
  }

  private List<String> headlines(String question) {
    return lines(question).stream()
        .filter(line -> !line.startsWith(" "))
        .map(line -> line.replaceFirst(" decides,.*", ""))
        .toList();
  }

  private List<String> lines(String question) {
    return lines(Lists.allowlist(folder, LIST), question);
  }

  private List<String> lines(Allowlist list, String question) {
    return Explanation.of(list, question).lines().stream()
        .map(line -> line.replace(folder + File.separator, ""))
        .toList();
  }

  private Explanation explain(String question) {
    return Explanation.of(Lists.allowlist(folder, LIST), question);
  }
}
