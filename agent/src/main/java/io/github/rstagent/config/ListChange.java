// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.config;

import io.github.rstagent.rules.Allowlist;
import io.github.rstagent.rules.Rule;
import java.util.Arrays;
import java.util.List;

/** How two lists differ, in numbers of rules. Immutable. */
public final class ListChange {
  private final int added;
  private final int removed;

  private ListChange(int added, int removed) {
    this.added = added;
    this.removed = removed;
  }

  /** Counts rules by what is written in them; where they stand does not matter. */
  public static ListChange between(Allowlist before, Allowlist after) {
    long[] old = fingerprints(before.rules());
    long[] now = fingerprints(after.rules());
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < old.length && j < now.length) {
      if (old[i] == now[j]) {
        common++;
        i++;
        j++;
      } else if (old[i] < now[j]) {
        i++;
      } else {
        j++;
      }
    }
    return new ListChange(now.length - common, old.length - common);
  }

  private static long[] fingerprints(List<Rule> rules) {
    long[] prints = new long[rules.size()];
    for (int i = 0; i < prints.length; i++) {
      prints[i] = rules.get(i).fingerprint();
    }
    Arrays.sort(prints);
    return prints;
  }

  public int added() {
    return added;
  }

  public int removed() {
    return removed;
  }

  /** Such as {@code +3 -1 rules}. */
  @Override
  public String toString() {
    return "+" + added + " -" + removed + " rules";
  }
}
