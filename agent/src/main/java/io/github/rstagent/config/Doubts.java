// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.AddressField;
import io.github.rstagent.rules.AddressRange;
import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What is valid in a list, and hardly meant. For {@code check}, not for a service's start. */
final class Doubts {
  /** The private network 10.0.0.0/8 may be one operator's own; nothing wider is. */
  private static final BigInteger WIDE_IPV4 = BigInteger.ONE.shiftLeft(24);

  /** A /32 is what a provider gets. */
  private static final BigInteger WIDE_IPV6 = BigInteger.ONE.shiftLeft(96);

  /** One that no rule names: so only rules for every port hold for it. */
  private static final int UNNAMED_PORT = -1;

  private Doubts() {}

  /** In the order of the list. */
  static List<Problem> about(Allowlist allowlist) {
    List<Problem> doubts = new ArrayList<Problem>();
    BitSet deciding = deciding(allowlist);
    AddressField field = new AddressField();
    for (Rule rule : allowlist.rules()) {
      if (!deciding.get(rule.index())) {
        doubts.add(
            new Problem(
                rule.origin(),
                "warning: "
                    + rule.text()
                    + " never decides: for all its peers and ports another rule does, with fewer"
                    + " addresses, or with as many and before it",
                null));
      }
      if (rule.mode() != Mode.OBSERVE && !AllowlistReader.isPreset(rule.text(), 0)) {
        Preset.parse(field, rule.text()); // it has been read before
        AddressRange range = AddressRange.of(field);
        if (range.count().compareTo(range.isIpv4() ? WIDE_IPV4 : WIDE_IPV6) > 0) {
          doubts.add(
              new Problem(
                  rule.origin(),
                  "warning: "
                      + rule.text()
                      + " lists "
                      + range.count()
                      + " addresses: resets that are no health checks are hidden with them",
                  "the checkers' own addresses; 'who' and 'status' name them"));
        }
      }
    }
    return doubts;
  }

  /** The rules that decide for one peer and port at least, by index. */
  private static BitSet deciding(Allowlist allowlist) {
    BitSet deciding = new BitSet();
    BitSet seen = new BitSet();
    for (int[] chains : allowlist.chains()) {
      for (int chain : chains) {
        if (chain >= 0 && !seen.get(chain)) {
          seen.set(chain);
          addDeciding(allowlist.rulesOf(chain), deciding);
        }
      }
    }
    return deciding;
  }

  private static void addDeciding(List<Rule> chain, BitSet deciding) {
    for (int i = 0; i < chain.size(); i++) {
      if (!isCovered(chain.get(i), chain.subList(0, i))) {
        deciding.set(chain.get(i).index());
      }
    }
  }

  private static boolean isCovered(Rule rule, List<Rule> before) {
    if (rule.ports() == null) {
      return isCovered(rule, before, UNNAMED_PORT);
    }
    for (int port : rule.ports()) {
      if (!isCovered(rule, before, port)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCovered(Rule rule, List<Rule> before, int port) {
    for (Rule other : before) {
      if (other.holdsFor(port) && (other.zone() == null || other.zone().equals(rule.zone()))) {
        return true;
      }
    }
    return false;
  }
}
