// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.boot.Chore;
import io.github.rstagent.report.Reporter;
import java.util.concurrent.TimeUnit;

/** Has the advisor think, and says what it has found. */
final class Advice implements Chore {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

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
    for (String line : advisor.news()) {
      reporter.say(line, false);
    }
    return INTERVAL;
  }
}
