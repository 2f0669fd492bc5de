// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import static io.github.rstagent.rules.Lists.allowlist;
import static io.github.rstagent.rules.Lists.peer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.rules.AddressRange;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Lists;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Only;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.RuleDefaults;
import io.github.rstagent.rules.Scope;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PresetTest {
  @TempDir Path folder;

  static Stream<Preset> all() {
    return Preset.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyPresetSaysWhereItsRangesAreFrom(Preset preset) {
    assertThat(preset.name()).matches("[a-z0-9-]+");
    assertThat(preset.title()).isNotBlank();
    assertThat(preset.ranges().isEmpty())
        .as("ranges, or else what to list")
        .isEqualTo(preset.instead() != null);
    if (preset.source() == null) {
      assertThat(preset.instead()).startsWith("no published range is known");
    } else {
      assertThat(URI.create(preset.source())).hasScheme("https");
      LocalDate date = LocalDate.parse(preset.date().replaceFirst("^read ", ""));
      assertThat(date).isBetween(LocalDate.of(2020, 1, 1), LocalDate.of(2100, 1, 1));
    }
  }

  /** For names that people type, and that have no ranges. */
  @Test
  void aNameWithoutRangesAnswersWhatToListInstead() {
    for (String name : List.of("@aws", "@digitalocean", "@linode", "@oci", "@volcengine")) {
      AllowlistReader reader = Lists.reader();
      reader.vips(name, "vip", 0);

      assertThat(reader.problems())
          .singleElement()
          .asString()
          .startsWith("vip: '" + name + "' has no ranges of its own (https://")
          .containsAnyOf(
              "; accepted: the subnets that",
              "; accepted: the address range of",
              "no published range is known");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void rangesOfAPresetDoNotOverlap(Preset preset) {
    List<AddressRange> ranges = preset.addressRanges();
    for (AddressRange range : ranges) {
      // Networks meet only where one holds the other.
      assertThat(ranges).filteredOn(other -> other.holds(range.first())).hasSize(1);
    }
  }

  @Test
  void theNamesAreInOrderAndDiffer() {
    assertThat(all().map(Preset::name)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPeerIsFoundInAllPresetsThatListIt() {
    assertThat(Preset.holding(peer("100.100.0.1"))).hasToString("[@alibaba, @tencent]");
    assertThat(Preset.holding(peer("2600:2d00:1:b029::7"))).hasToString("[@gcp]");
    assertThat(Preset.holding(peer("::ffff:168.63.129.16"))).hasToString("[@azure]");
    assertThat(Preset.holding(peer("168.63.129.17"))).isEmpty();
    assertThat(Preset.holding(peer("fe80::1", 1))).isEmpty();
  }

  @Test
  void isOneRuleForAllItsRanges() {
    Allowlist list = allowlist(folder, "@gcp gcp-lb mode=tag port=443", "10.0.0.1");

    assertThat(list.size()).isEqualTo(2);
    Rule rule = list.rules().get(0);
    assertThat(rule.name()).isEqualTo("gcp-lb");
    assertThat(rule.text()).isEqualTo("@gcp");
    assertThat(rule.mode()).isEqualTo(Mode.TAG);
    for (String listed :
        List.of(
            "35.191.0.0",
            "130.211.3.255",
            "209.85.204.1",
            "2600:2d00:1:1::",
            "2600:1901:8001::1")) {
      assertThat(list.find(peer(listed), 443)).as(listed).isSameAs(rule);
      assertThat(list.find(peer(listed), 80)).as(listed).isNull();
    }
    assertThat(list.find(peer("35.192.0.0"), 443)).isNull();
    assertThat(list.find(peer("10.0.0.1"), 443)).isSameAs(list.rules().get(1));
    assertThat(allowlist(folder, "@gcp").rules().get(0).name()).isEqualTo("@gcp");
  }

  /** 65,536 and three times 1,024 IPv4 addresses; IPv6 networks of 2^80 and twice 2^64. */
  @ParameterizedTest
  @CsvSource({
    "35.191.0.0/16,                    35.191.1.1,          35.191.0.0/16",
    "130.211.0.0/16,                   130.211.1.1,         130.211.0.0/16",
    "35.191.0.0-35.192.11.254,         35.191.1.1,          35.191.0.0-35.192.11.254",
    "35.191.0.0-35.192.11.255,         35.191.1.1,          @gcp",
    "130.210.0.0-130.211.12.0,         130.211.1.1,         @gcp",
    "2600:2d00:1:b029::/64,            2600:2d00:1:b029::1, 2600:2d00:1:b029::/64",
    "2600:2d00:1::/48,                 2600:2d00:1:b029::1, 2600:2d00:1::/48",
    "2600:2d00::/47,                   2600:2d00:1:b029::1, @gcp",
    "2600:2d00:1::-2600:2d00:2:1:ffff:ffff:ffff:ffff, 2600:2d00:1:b029::1, @gcp",
    "2600:2d00:1::1-2600:2d00:2:1:ffff:ffff:ffff:ffff, 2600:2d00:1:b029::1, 2600:2d00:1::1-2600:2d00:2:1:ffff:ffff:ffff:ffff",
  })
  void itsAddressesInThePeersFamilyDecideWhetherItIsTheNarrower(
      String other, String peer, String decides) {
    Allowlist list = allowlist(folder, "@gcp", other);

    assertThat(list.find(peer(peer), 443).text()).isEqualTo(decides);
  }

  @Test
  void impliesOnlySilentUnlessItsRuleSaysOtherwise() {
    for (Only only : Only.values()) {
      RuleDefaults defaults = new RuleDefaults(Mode.TAG, Scope.CONNECTION, only, 7);
      AllowlistReader reader = new AllowlistReader(defaults);
      reader.vips("@azure", "vip", 0);
      reader.file(Lists.file(folder, "@azure", "@azure - only=any", "@azure - only=silent"));

      assertThat(reader.problems()).isEmpty();
      List<Rule> rules = reader.allowlist().rules();
      assertThat(rules)
          .extracting(Rule::only)
          .containsExactly(Only.SILENT, Only.SILENT, Only.ANY, Only.SILENT);
      assertThat(rules).extracting(Rule::mode).containsOnly(Mode.TAG);
      assertThat(rules).extracting(Rule::scope).containsOnly(Scope.CONNECTION);
      assertThat(rules).extracting(Rule::max).containsOnly(7);
    }
  }

  @Test
  void thePeersOfAPresetDoNotMakeTheRuleBehindItSilent() {
    Allowlist list = allowlist(folder, "@azure", "10.0.0.1");

    assertThat(list.rules()).extracting(Rule::only).containsExactly(Only.SILENT, Only.ANY);
  }

  @Test
  void anUnknownOneIsNamedInAVipToo() {
    AllowlistReader reader = Lists.reader();
    reader.vips("@azur", "-Drst.agent.vip", 0);

    assertThat(reader.problems())
        .singleElement()
        .asString()
        .startsWith(
            "-Drst.agent.vip: unknown preset '@azur', the nearest is '@azure'; accepted: @");
    assertThat(reader.allowlist().size()).isZero();
  }
}
