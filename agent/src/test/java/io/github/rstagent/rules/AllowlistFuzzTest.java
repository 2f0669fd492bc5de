// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.rstagent.Inputs;
import io.github.rstagent.Places;
import io.github.rstagent.config.AllowlistReader;
import io.github.rstagent.config.Preset;
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
    AddressRange range;
    try {
      range = AddressRange.parse(text);
    } catch (MalformedAddressException e) {
      range = null;
      assertThat(e.index()).isBetween(0, text.length());
      assertThat(e.getMessage()).isNotEmpty();
      assertThat(e.accepted()).isNotEmpty();
    }
    AddressModel model = AddressModel.of(text);
    assertThat(range != null)
        .as("'%s' is accepted, against %s", text, model)
        .isEqualTo(model != null);
    if (range != null) {
      assertThat(range.first.toNumber()).isEqualTo(model.first());
      assertThat(range.last.toNumber()).isEqualTo(model.last());
      assertThat(range.count()).isEqualTo(model.size());
      assertPrintsAsTheModelDoes(range, text);
    }
  }

  private static void assertPrintsAsTheModelDoes(AddressRange range, String text) {
    if (!range.first.isIpv4() && !text.contains("-") && !text.contains("/")) {
      assertThat(range).hasToString(AddressModel.canonical(text));
    }
    assertThatCode(() -> assertThat(Address.parse(range.first.toString())).isEqualTo(range.first))
        .doesNotThrowAnyException();
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
      lines.append(" mode=").append(rule.mode());
      lines.append(" scope=").append(rule.scope());
      lines.append(" only=").append(rule.only());
      lines.append(" max=").append(rule.max() == 0 ? "off" : rule.max() + "/min");
      String separator = " port=";
      for (int port : rule.ports()) {
        lines.append(separator).append(port);
        separator = ",";
      }
      lines.append('\n');
    }
    AllowlistReader again = read(lines.toString().getBytes(UTF_8), OTHERS);
    assertThat(again.problems()).as("%s", lines).isEmpty();
    assertThat(inFull(again.allowlist())).as("%s", lines).isEqualTo(inFull(list));
  }

  private static List<String> inFull(Allowlist list) {
    return list.rules().stream().map(Rule::inFull).toList();
  }

  private static void assertFindsWhatTheModelFinds(Allowlist list) {
    if (list.size() > MOST_COMPARED) {
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
      for (int port : model.rule.ports()) {
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

  /** What the contract says of rules, without a thought for speed. */
  private record RuleModel(Rule rule, List<AddressModel> ranges) {
    static RuleModel of(Rule rule) {
      List<AddressModel> ranges = new ArrayList<>();
      if (rule.text().startsWith("@")) {
        for (Preset preset : Preset.all()) {
          if (preset.toString().equals(rule.text())) {
            preset.ranges().forEach(range -> ranges.add(AddressModel.of(range)));
          }
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
