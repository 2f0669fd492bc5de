// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * What is asked for on the command line.
 *
 * @param home of the repository
 * @param rounds how often each pair is measured
 * @param quick to see that it works
 */
record Settings(Path home, int rounds, boolean quick) {
  static final String USAGE = "usage: benchmarks/run [--rounds N] [--quick]";

  private static final int ROUNDS = 30;
  private static final int QUICK_ROUNDS = 3;

  static Settings of(String... arguments) {
    boolean quick = List.of(arguments).contains("--quick");
    int rounds = quick ? QUICK_ROUNDS : ROUNDS;
    for (int i = 1; i < arguments.length; i++) {
      if (arguments[i].equals("--rounds") && i + 1 < arguments.length) {
        rounds = Integer.parseInt(arguments[++i]);
      } else if (!arguments[i].equals("--quick")) {
        throw new IllegalArgumentException(arguments[i] + "; " + USAGE);
      }
    }
    return new Settings(Path.of(arguments[0]), rounds, quick);
  }

  /** How often a real service is started: fewer where starts differ less. */
  int starts(RealService service) {
    return service == RealService.WEBFLUX ? rounds : Math.max(rounds / 2, 3);
  }

  /** How often a service that runs is measured. */
  int turns() {
    return Math.max(rounds / 4, 3);
  }

  /** How often each service that is reset is started. */
  int serviceStarts() {
    return quick ? 1 : 4;
  }

  Path agent() {
    return home.resolve("agent/target/rst-agent.jar");
  }

  /** Where pages and plots go: a quick run's figures are not worth publishing. */
  Path output() {
    return home.resolve(quick ? "benchmarks/target/quick" : "docs");
  }

  Path work() {
    return home.resolve("benchmarks/target/work");
  }

  Path classes() {
    return home.resolve("benchmarks/target/classes");
  }

  /** The programs alone: what is on their class path is not opened as an agent's jar. */
  Path programs() {
    return work().resolve("programs");
  }

  Path libraries() {
    return home.resolve("benchmarks/target/lib");
  }
}
