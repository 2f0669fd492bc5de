// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Problem;
import io.github.rstagent.rules.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What is valid in a list, and hardly meant. */
public final class ListWarnings {
  private ListWarnings() {}

  /** Says that a rule hides resets of very many peers. */
  static Problem wide(Rule rule) {
    return new Problem(
        rule.origin(),
        "warning: "
            + rule.text()
            + " lists "
            + rule.ranges().get(0).count()
            + " addresses: clients' resets are hidden, too",
        "the checkers' own addresses; 'who' and 'status' name them");
  }

  /** Names the rules that never decide, in the order of the list. Takes as long as reading it. */
  public static List<Problem> idle(Allowlist allowlist) {
    List<Problem> idle = new ArrayList<>();
    BitSet deciding = allowlist.deciding();
    for (Rule rule : allowlist.rules()) {
      if (!deciding.get(rule.index())) {
        idle.add(
            new Problem(
                rule.origin(),
                "warning: "
                    + rule.text()
                    + " never decides: for all its peers and ports another rule does, with fewer"
                    + " addresses, or with as many and before it",
                null));
      }
    }
    return idle;
  }
}
