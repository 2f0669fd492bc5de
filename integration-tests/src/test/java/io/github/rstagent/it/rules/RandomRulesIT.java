// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.harness.Allowlist;
import io.github.rstagent.it.harness.ChannelHistory;
import io.github.rstagent.it.harness.ForkedJvms;
import io.github.rstagent.it.harness.IntegrationTest;
import io.github.rstagent.it.harness.JavaHome;
import io.github.rstagent.it.harness.Lane;
import io.github.rstagent.it.harness.Logging;
import io.github.rstagent.it.harness.NettyVersions;
import io.github.rstagent.it.harness.Peer;
import io.github.rstagent.it.harness.Service;
import io.github.rstagent.it.harness.ServiceCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A random list, and peers at and beside the ends of its rules, over the sockets of each transport:
 * what the agent's property of random pipelines shows inside one JVM.
 */
@IntegrationTest
final class RandomRulesIT {
  private static final int RULES = 16;
  private static final int FIRST = 127 << 24 | 64 << 16; // 127.64.0.0
  private static final int SPREAD = 400;
  private static final String[] MODES = {"", " mode=tag", " mode=observe"};

  @RegisterExtension final ForkedJvms jvms = new ForkedJvms();

  @TempDir Path folder;

  /** A rule as the contract has it, without a look at how the agent finds it. */
  private record Range(int line, int first, int last, int mode, boolean silentOnly) {
    static Range random(int line, Random random) {
      int first = FIRST + random.nextInt(SPREAD);
      return new Range(
          line,
          first,
          first + random.nextInt(30),
          random.nextInt(MODES.length),
          random.nextInt(3) == 0);
    }

    boolean lists(int peer) {
      return first <= peer && peer <= last;
    }

    boolean hides(boolean silent) {
      return mode == 0 && (silent || !silentOnly);
    }

    @Override
    public String toString() {
      return text(first)
          + "-"
          + text(last)
          + " -"
          + MODES[mode]
          + (silentOnly ? " only=silent" : "");
    }
  }

  static Stream<Lane> lanes() {
    JavaHome home = JavaHome.ofTheBuild();
    return Stream.concat(
        Stream.of("nio", "oio", "epoll")
            .map(transport -> new Lane(home, NettyVersions.CURRENT, transport)),
        Stream.of("nio", "epoll")
            .map(transport -> new Lane(home, NettyVersions.NEWEST, transport)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lanes")
  void nothingIsHiddenButWhatTheNarrowestRuleHides(Lane lane) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Range> rules = new ArrayList<>();
    for (int line = 1; line <= RULES; line++) {
      rules.add(Range.random(line, random));
    }
    Allowlist list =
        Allowlist.in(folder, rules.stream().map(Range::toString).toArray(String[]::new));
    Service service =
        ServiceCommand.on(lane, Logging.JUL)
            .agent(list.option() + ",summary=off")
            .with("transport=" + lane.transport(), "reply=none")
            .start(jvms);

    Map<String, String> expected = new TreeMap<>();
    int connections = 0;
    for (Range rule : rules) {
      for (int address : new int[] {rule.first - 1, rule.first, rule.last, rule.last + 1}) {
        Peer peer = new Peer(text(address));
        if (expected.put(peer.address(), expected(rules, address)) == null) {
          peer.connect(service.address()).reset();
          peer.connect(service.address()).send("x").reset();
          connections += 2;
        }
      }
    }
    service.awaitClosed(connections);

    Map<String, String> seen = new TreeMap<>();
    for (String address : expected.keySet()) {
      seen.put(address, seen(ChannelHistory.of(new Peer(address), service.events())));
    }
    assertThat(seen).as("seed %s, list %s", seed, rules).isEqualTo(expected);
  }

  private static String expected(List<Range> rules, int peer) {
    Range rule =
        rules.stream()
            .filter(candidate -> candidate.lists(peer))
            .min(
                Comparator.<Range>comparingInt(candidate -> candidate.last - candidate.first)
                    .thenComparingInt(Range::line))
            .orElse(null);
    return outcome(rule == null || !rule.hides(true), rule == null || !rule.hides(false));
  }

  private static String seen(List<ChannelHistory> histories) {
    assertThat(histories).hasSize(2);
    boolean silentShown = false;
    boolean otherShown = false;
    for (ChannelHistory history : histories) {
      boolean shown = history.kinds().contains("exception");
      if (history.kinds().contains("read")) {
        otherShown = shown;
      } else {
        silentShown = shown;
      }
    }
    return outcome(silentShown, otherShown);
  }

  private static String outcome(boolean silentShown, boolean otherShown) {
    return (silentShown ? "silent: shown" : "silent: hidden")
        + (otherShown ? ", after a byte: shown" : ", after a byte: hidden");
  }

  private static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xFF)
        + "."
        + (address >>> 8 & 0xFF)
        + "."
        + (address & 0xFF);
  }
}
