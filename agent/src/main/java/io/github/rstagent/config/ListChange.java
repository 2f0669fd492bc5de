// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Rule;
import java.util.HashSet;
import java.util.Set;

/** How two lists differ: by what is written in their rules, wherever these stand. */
public final class ListChange {
  private ListChange() {}

  /** Such as {@code +3 -1 rules}. */
  public static String between(Allowlist before, Allowlist after) {
    return "+" + onlyIn(after, before) + " -" + onlyIn(before, after) + " rules";
  }

  private static int onlyIn(Allowlist one, Allowlist other) {
    Set<String> others = new HashSet<>();
    for (Rule rule : other.rules()) {
      others.add(rule.inFull());
    }
    int count = 0;
    for (Rule rule : one.rules()) {
      count += others.contains(rule.inFull()) ? 0 : 1;
    }
    return count;
  }
}
