// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks.programs;

/** How many bytes of heap a list takes for each rule, by a library. */
public final class RuleMemory {
  private static Finder kept;

  private RuleMemory() {}

  public static void main(String[] arguments) {
    Rules rules = new Rules(arguments[1].equals("IPv6"), Integer.parseInt(arguments[2]));
    kept = Finder.of(arguments[0], new Rules(arguments[1].equals("IPv6"), 1)); // loads classes
    long before = used();
    kept = Finder.of(arguments[0], rules);
    long after = used();
    if (!kept.isListed(kept.prepare(rules.peers(1, true)[0]))) {
      throw new AssertionError("not listed");
    }
    System.out.println("bytes " + (double) (after - before) / rules.size());
  }

  private static long used() {
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
