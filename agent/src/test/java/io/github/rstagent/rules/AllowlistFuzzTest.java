// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.Inputs;
import io.github.rstagent.Places;
import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.config.Preset;
import io.github.rstagent.config.RuleDefaults;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Any bytes as a list file, any text as an address. */
class AllowlistFuzzTest {
  /** Problems that quote what stands elsewhere. */
  private static final Set<String> ABOUT_THE_WHOLE = Set.of("leave nothing for");

  private static final RuleDefaults OTHERS =
      new RuleDefaults(Mode.OBSERVE, Scope.CONNECTION, Only.SILENT, 77);

  private static final int MOST_COMPARED = 30;

  @Inputs
  void list(byte[] content) {
    AllowlistReader reader = read(content, RuleDefaults.STANDARD);
    Allowlist list = reader.allowlist();
    if (reader.problems().isEmpty()) {
      assertReadsBack(list);
      assertFindsWhatTheModelFinds(list);
    } else {
      assertThat(list.size()).as("rules of a list with problems").isZero();
      String text = new String(content, UTF_8);
      text = text.startsWith("\uFEFF") ? text.substring(1) : text;
      for (Problem problem : reader.problems()) {
        Places.assertIn(text, "list", problem, ABOUT_THE_WHOLE);
      }
    }
  }

  @Inputs
  void address(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    AddressField field = new AddressField();
    boolean good = field.parse(text, 0, text.length());
    if (!good) {
      assertThat(field.errorAt()).isBetween(0, text.length());
      assertThat(field.error()).isNotEmpty();
      assertThat(field.accepted()).isNotEmpty();
    }
    if (text.indexOf('%') >= 0) {
      return; // the model has no zones
    }
    AddressModel model = AddressModel.of(text);
    assertThat(good)
        .as("'%s' is accepted, against %s (%s)", text, model, field.error())
        .isEqualTo(model != null);
    if (good) {
      assertThat(number(field.firstHigh(), field.firstLow())).isEqualTo(model.first());
      assertThat(number(field.lastHigh(), field.lastLow())).isEqualTo(model.last());
      assertPrintsAsTheModelDoes(field, text);
    }
  }

  private static void assertPrintsAsTheModelDoes(AddressField field, String text) {
    boolean ipv4 =
        AddressField.isIpv4(
            field.firstHigh(), field.firstLow(), field.firstHigh(), field.firstLow());
    String printed = AddressText.of(field.firstHigh(), field.firstLow(), ipv4);
    long high = field.firstHigh();
    long low = field.firstLow();
    if (!ipv4 && !text.contains("-") && !text.contains("/")) {
      assertThat(printed).isEqualTo(AddressModel.canonical(text));
    }
    if (field.parse(printed, 0, printed.length())) { // a range's end may need a zone alone
      assertThat(field.firstHigh()).isEqualTo(high);
      assertThat(field.firstLow()).isEqualTo(low);
    } else {
      assertThat(field.error()).contains("zone");
    }
  }

  private static AllowlistReader read(byte[] content, RuleDefaults defaults) {
    AllowlistReader reader = new AllowlistReader(defaults, 1000);
    reader.stream(new ByteArrayInputStream(content), "list");
    return reader;
  }

  /** Whatever the defaults: everything is said. */
  private static void assertReadsBack(Allowlist list) {
    StringBuilder lines = new StringBuilder();
    for (Rule rule : list.rules()) {
      lines.append(rule.text()).append(' ').append(rule.label() == null ? "-" : rule.label());
      lines.append(" mode=").append(rule.mode().text());
      lines.append(" scope=").append(rule.scope().text());
      lines.append(" only=").append(rule.only().text());
      lines.append(" max=").append(rule.max() == 0 ? "off" : rule.max() + "/min");
      String separator = " port=";
      for (int port : rule.hasPorts() ? rule.ports() : new int[0]) {
        lines.append(separator).append(port);
        separator = ",";
      }
      lines.append('\n');
    }
    AllowlistReader again = read(lines.toString().getBytes(UTF_8), OTHERS);
    assertThat(again.problems()).as("%s", lines).isEmpty();
    assertThat(fingerprints(again.allowlist())).as("%s", lines).isEqualTo(fingerprints(list));
  }

  private static List<Long> fingerprints(Allowlist list) {
    return list.rules().stream().map(Rule::fingerprint).toList();
  }

  private static void assertFindsWhatTheModelFinds(Allowlist list) {
    boolean hasZones = list.rules().stream().anyMatch(rule -> rule.text().indexOf('%') >= 0);
    if (hasZones || list.size() > MOST_COMPARED) {
      return;
    }
    List<RuleModel> models = list.rules().stream().map(RuleModel::of).toList();
    Set<BigInteger> peers = new TreeSet<>();
    Set<Integer> ports = new TreeSet<>(Set.of(-1, 9));
    for (RuleModel model : models) {
      for (AddressModel range : model.ranges) {
        for (int by = -1; by <= 1; by++) {
          peers.add(range.first().add(BigInteger.valueOf(by)));
          peers.add(range.last().add(BigInteger.valueOf(by)));
        }
      }
      for (int port : model.rule.hasPorts() ? model.rule.ports() : new int[0]) {
        ports.add(port);
      }
    }
    for (BigInteger number : peers) {
      InetAddress peer = AddressModel.peer(number);
      for (int port : ports) {
        if (peer != null) {
          Rule expected = RuleModel.find(models, number, port);
          assertThat(list.find(peer, port)).as("%s port %d", peer, port).isSameAs(expected);
        }
      }
    }
  }

  private static BigInteger number(long high, long low) {
    return new BigInteger(Long.toHexString(high) + String.format("%016x", low), 16);
  }

  /** What the contract says of rules, without a thought for speed. */
  private record RuleModel(Rule rule, List<AddressModel> ranges) {
    static RuleModel of(Rule rule) {
      List<AddressModel> ranges = new ArrayList<>();
      if (rule.text().startsWith("@")) {
        for (String range : Preset.named(rule.text().substring(1)).ranges()) {
          ranges.add(AddressModel.of(range));
        }
      } else {
        ranges.add(AddressModel.of(rule.text()));
      }
      return new RuleModel(rule, ranges);
    }

    static Rule find(List<RuleModel> models, BigInteger peer, int port) {
      RuleModel best = null;
      for (RuleModel model : models) {
        if (model.holds(peer, port) && (best == null || model.beats(best, peer))) {
          best = model;
        }
      }
      return best == null ? null : best.rule;
    }

    private boolean holds(BigInteger peer, int port) {
      return ranges.stream().anyMatch(range -> range.holds(peer)) && rule.holdsFor(port);
    }

    private boolean beats(RuleModel earlier, BigInteger peer) {
      int fewer = size(peer).compareTo(earlier.size(peer));
      return fewer < 0 || (fewer == 0 && rule.hasPorts() && !earlier.rule.hasPorts());
    }

    /** How many addresses of the peer's family. */
    private BigInteger size(BigInteger peer) {
      return ranges.stream()
          .filter(range -> range.isIpv4() == AddressModel.isIpv4(peer))
          .map(AddressModel::size)
          .reduce(BigInteger.ZERO, BigInteger::add);
    }
  }
}
