// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.background.Chore;
import io.github.rstagent.observe.Reporter;
import java.util.concurrent.TimeUnit;

/** Has the advisor think, and says what it has found. */
final class Advice implements Chore {
  private final Advisor advisor;
  private final Reporter reporter;
  private volatile boolean wanted;

  Advice(Advisor advisor, Reporter reporter) {
    this.advisor = advisor;
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
    return TimeUnit.SECONDS.toNanos(advisor.hasSuspects() ? 1 : 5);
  }
}
