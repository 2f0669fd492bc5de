// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static io.github.rstagent.rules.Lists.allowlist;
import static io.github.rstagent.rules.Lists.peer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.config.AllowlistReader;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowlistTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 80, wide",
    "10.0.8.1, 80, narrow",
    "10.0.8.3, 80, host",
    "10.0.8.3, 443, host-443",
    "10.0.8.3, 8443, host-443",
    "10.0.8.3, -1, host",
    "10.0.8.16, 80, range",
    "10.0.8.18, 80, range",
    "10.0.8.19, 80, narrow",
    "10.0.8.15, 80, narrow",
    "10.0.9.0, 443, wide-443",
    "10.0.9.0, 80, wide",
    "10.0.9.0, -1, wide",
    "9.255.255.255, 80,",
    "11.0.0.0, 80,",
    "172.16.0.1, 443, only-443",
    "172.16.0.1, 80,",
    "172.16.0.1, -1,",
  })
  void theNarrowestRuleThatMatchesPeerAndPortDecides(String peer, int port, String label) {
    Allowlist allowlist =
        allowlist(
            folder,
            "10.0.0.0/8 wide",
            "10.0.0.0/8 wide-443 port=443",
            "10.0.8.0/24 narrow",
            "10.0.8.3 host",
            "10.0.8.3 host-443 port=443,8443",
            "10.0.8.16-10.0.8.18 range",
            "172.16.0.1 only-443 port=443");

    Rule rule = allowlist.find(peer(peer), port);

    assertThat(rule == null ? null : rule.label()).isEqualTo(label);
  }

  @Test
  void onATieTheFirstRuleDecidesAndVipValuesComeBeforeLines() {
    AllowlistReader reader = Lists.reader();
    reader.vips("10.0.8.3", "vip", 0);
    reader.file(
        Lists.file(folder, "10.0.8.3 line", "10.0.9.0/31 first", "10.0.9.0-10.0.9.1 second"));
    Allowlist allowlist = reader.allowlist();

    assertThat(allowlist.find(peer("10.0.8.3"), 80).origin()).isEqualTo("vip");
    assertThat(allowlist.find(peer("10.0.9.1"), 80).label()).isEqualTo("first");
  }

  @Test
  void ofRangesThatOverlapInPartTheSmallerDecides() {
    Allowlist allowlist =
        allowlist(
            folder,
            "10.0.0.1-10.0.0.9 nine",
            "10.0.0.5-10.0.0.12 eight",
            "10.0.0.7-10.0.0.20 many");

    assertThat(names(allowlist, "10.0.0.4", "10.0.0.5", "10.0.0.9", "10.0.0.12", "10.0.0.13"))
        .containsExactly("nine", "eight", "eight", "eight", "many");
  }

  @Test
  void rulesReachTheEndsOfBothFamilies() {
    Allowlist allowlist =
        allowlist(
            folder,
            "0.0.0.0/0 v4",
            "0.0.0.0 v4-first",
            "255.255.255.255 v4-last",
            "128.0.0.0 v4-middle",
            "::/0 v6",
            ":: v6-first",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff v6-last",
            "0:0:0:1:: v6-carry",
            "8000:: v6-middle");

    assertThat(
            names(
                allowlist,
                "0.0.0.0",
                "0.0.0.1",
                "127.255.255.255",
                "128.0.0.0",
                "255.255.255.254",
                "255.255.255.255"))
        .containsExactly("v4-first", "v4", "v4", "v4-middle", "v4", "v4-last");
    assertThat(
            names(
                allowlist,
                "::",
                "::1",
                "::ffff:ffff:ffff:ffff",
                "0:0:0:1::",
                "0:0:0:1::1",
                "8000::",
                "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))
        .containsExactly(
            "v6-first", "v6", "v6", "v6-carry", "v6", "v6-middle", "v6", "v6", "v6-last");
  }

  @Test
  void anIpv4MappedRuleIsTheIpv4RuleAndOtherIpv6RulesHoldNoIpv4Peer() throws UnknownHostException {
    Allowlist allowlist =
        allowlist(
            folder,
            "::ffff:10.0.8.0/120 mapped",
            "::/0 v6",
            "::fffe:0:0/95 wider",
            "10.0.8.0/24 same");

    assertThat(names(allowlist, "10.0.8.3")).containsExactly("mapped");
    assertThat(allowlist.find(peer("10.0.9.3"), 80)).isNull();
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xFF;
    mapped[12] = 10;
    mapped[14] = 8;
    InetAddress kept = Inet6Address.getByAddress(null, mapped, -1);
    assertThat(kept).isInstanceOf(Inet6Address.class);
    assertThat(allowlist.find(kept, 80).label()).isEqualTo("mapped");
  }

  @Test
  void aLinkLocalRuleHoldsOnEveryInterface() {
    Allowlist allowlist = allowlist(folder, "fe80::1 one", "fe80::/64 network port=443");

    assertThat(allowlist.find(peer("fe80::1", 1), 80).label()).isEqualTo("one");
    assertThat(allowlist.find(peer("fe80::1"), 443).label()).isEqualTo("one");
    assertThat(allowlist.find(peer("fe80::2", 1001), 443).label()).isEqualTo("network");
  }

  @Test
  void rulesKeepWhatTheySayAndWhereTheyStand() {
    AllowlistReader reader =
        new AllowlistReader(new RuleDefaults(Mode.TAG, Scope.CONNECTION, Only.SILENT, 60));
    reader.vips("10.0.8.3", "agent argument:1", 5);
    String path =
        Lists.file(folder, "# c", "", "10.0.8.0/24 - mode=observe max=off", "::1 lvs only=any")
            .getPath();
    reader.file(new File(path));
    List<Rule> rules = reader.allowlist().rules();

    assertThat(rules).extracting(Rule::index).containsExactly(0, 1, 2);
    assertThat(rules).extracting(Rule::name).containsExactly("10.0.8.3", "10.0.8.0/24", "lvs");
    assertThat(rules).extracting(Rule::label).containsExactly(null, null, "lvs");
    assertThat(rules).extracting(Rule::text).containsExactly("10.0.8.3", "10.0.8.0/24", "::1");
    assertThat(rules).extracting(Rule::origin).containsExactly("vip", path + ":3", path + ":4");
    assertThat(rules).extracting(Rule::mode).containsExactly(Mode.TAG, Mode.OBSERVE, Mode.TAG);
    assertThat(rules).extracting(Rule::scope).containsOnly(Scope.CONNECTION);
    assertThat(rules).extracting(Rule::only).containsExactly(Only.SILENT, Only.SILENT, Only.ANY);
    assertThat(rules).extracting(Rule::max).containsExactly(60, 0, 60);
  }

  @Test
  void emptyHoldsNobody() {
    assertThat(Allowlist.EMPTY.size()).isZero();
    assertThat(Allowlist.EMPTY.rules()).isEmpty();
    assertThat(Allowlist.EMPTY.find(peer("10.0.8.3"), 80)).isNull();
    assertThat(Allowlist.EMPTY.find(peer("::1"), 80)).isNull();
  }

  @Test
  void aLookUpAllocatesNoMoreThanTheBytesOfTheAddress() {
    Allowlist allowlist =
        allowlist(
            folder, "10.0.0.0/8 a port=1", "10.0.0.0/9 b port=2", "10.0.8.3 c port=3", "::/0 six");
    InetAddress peer = peer("10.0.8.3");
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int times = 10_000;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < times; i++) {
      allowlist.find(peer, 4);
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / times;

    assertThat(each).as("byte[4] is 24 bytes").isLessThanOrEqualTo(24);
  }

  private static List<String> names(Allowlist allowlist, String... peers) {
    return List.of(peers).stream().map(peer -> allowlist.find(peer(peer), 80).name()).toList();
  }

  /** Two addresses, one on each side of where the lower 64 bits begin again. */
  @Test
  void countsAcrossTheHalvesOfAnAddress() {
    Allowlist list =
        Lists.allowlist(
            folder, "0:0:0:2::-0:0:0:2::9 ten", "0:0:0:1:ffff:ffff:ffff:ffff-0:0:0:2:: two");

    assertThat(list.find(Lists.peer("0:0:0:2::"), -1).name()).isEqualTo("two");
  }
}
