// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import io.github.rstagent.advise.Advisor;
import io.github.rstagent.boot.Chore;
import io.github.rstagent.config.Configuration;
import io.github.rstagent.config.InForce;
import io.github.rstagent.report.LineLimit;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Learned;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reports what the advisor has found, at most ten lines a minute. With {@code @auto} it also puts
 * the peers that were learned in force.
 */
final class Advice implements Chore {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Advisor advisor;
  private final InForce inForce;
  private final Reporter reporter;
  private final LineLimit limit = new LineLimit();
  private volatile boolean wanted;
  private volatile boolean learns;
  private boolean behind; // what was learned last is not in force: other options came meanwhile

  Advice(Advisor advisor, InForce inForce, Reporter reporter) {
    this.advisor = advisor;
    this.inForce = inForce;
    this.reporter = reporter;
  }

  /**
   * @param auto whether {@code @auto} is in force
   */
  void want(boolean advise, boolean auto) {
    wanted = advise;
    learns = auto;
  }

  @Override
  public long run() {
    return run(System.nanoTime());
  }

  /**
   * @param now a reading of {@link System#nanoTime}
   */
  long run(long now) {
    if (!wanted && !learns) {
      return UNTIL_POKED;
    }
    int more = limit.next(now);
    if (more > 0) {
      reporter.say(more + " more lines of advice within a minute: status has them all", false);
    }
    say(advisor.news());
    if (learns) {
      learn(now);
    }
    return learns && !advisor.learner().isIdle() ? SECOND : INTERVAL;
  }

  /** Lists what was learned after the lines that say so, of which a minute has a few. */
  private void learn(long now) {
    Configuration current = inForce.current();
    List<String> news = advisor.learner().look(current.allowlist(), now);
    say(news);
    if (behind || !news.isEmpty()) {
      Learned learned = advisor.learner().learned(System.nanoTime());
      behind = !inForce.replace(current, current.with(learned));
    }
  }

  private void say(List<String> lines) {
    for (String line : lines) {
      if (limit.admits()) {
        reporter.say(line, false);
      }
    }
  }
}
