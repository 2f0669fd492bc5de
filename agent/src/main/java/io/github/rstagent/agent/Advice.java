// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.boot.Chore;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Verdict;
import java.util.concurrent.TimeUnit;

/** Has the advisor think, says what it has found, and lets it see connections when it needs to. */
final class Advice implements Chore {
  private static final long SOON = TimeUnit.SECONDS.toNanos(1);
  private static final long LATER = TimeUnit.SECONDS.toNanos(5);

  private final Agent agent;
  private final Advisor advisor;
  private final Counters counters;
  private final Reporter reporter;
  private volatile boolean wanted;

  Advice(Agent agent, Advisor advisor, Counters counters, Reporter reporter) {
    this.agent = agent;
    this.advisor = advisor;
    this.counters = counters;
    this.reporter = reporter;
  }

  void want(boolean advise) {
    wanted = advise;
  }

  @Override
  public long run() {
    if (!wanted) {
      return UNTIL_POKED;
    }
    for (String line : advisor.news(System.nanoTime())) {
      reporter.say(line, false);
    }
    if (advisor.hadCandidates() || counters.of(Verdict.SUPPRESS) > 0) {
      agent.watchForAdvisor(); // before that, it would have no use for any connection
    }
    return advisor.hasSuspects() ? SOON : LATER;
  }
}
