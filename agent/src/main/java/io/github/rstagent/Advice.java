// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.background.Chore;
import io.github.rstagent.observe.Counters;
import io.github.rstagent.observe.Reporter;
import java.util.concurrent.TimeUnit;

/** Has the advisor think as soon as there is something to think of, and says what it has found. */
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
    if (counters.resets() == 0) {
      return SOON;
    }
    agent.resetsSeen();
    for (String line : advisor.news(System.nanoTime())) {
      reporter.say(line, false);
    }
    return advisor.hasSuspects() ? SOON : LATER;
  }
}
