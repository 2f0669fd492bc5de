// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.boot.Chore;
import io.github.rstagent.report.LineLimit;
import io.github.rstagent.report.Reporter;
import java.util.concurrent.TimeUnit;

/** Has the advisor think, and says what it has found. */
final class Advice implements Chore {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

  private final Advisor advisor;
  private final Reporter reporter;
  private final LineLimit limit = new LineLimit();
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
    return run(System.nanoTime());
  }

  /**
   * @param now a reading of {@link System#nanoTime}
   */
  long run(long now) {
    if (!wanted) {
      return UNTIL_POKED;
    }
    int more = limit.next(now);
    if (more > 0) {
      reporter.say(more + " more lines of advice within a minute: status has them all", false);
    }
    for (String line : advisor.news()) {
      if (limit.admits()) {
        reporter.say(line, false);
      }
    }
    return INTERVAL;
  }
}
