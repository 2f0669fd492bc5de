// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.advise.Advisors;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Reporter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdviceTest {
  private final AgentLines said = new AgentLines();

  @Test
  void saysAFewLinesAMinuteAndHowManyMore() {
    Reporter reporter = new Reporter(new Counters(), said.console());
    Advice advice = new Advice(Advisors.ofCheckers(15), null, reporter);
    advice.want(true, false);
    long now = System.nanoTime();

    advice.run(now);
    advice.run(now + TimeUnit.SECONDS.toNanos(5));

    assertThat(said.lines()).hasSize(10).allMatch(line -> line.contains("like a health check"));

    advice.run(now + TimeUnit.SECONDS.toNanos(70));
    advice.run(now + TimeUnit.SECONDS.toNanos(140));

    assertThat(said.lines())
        .hasSize(11)
        .last()
        .asString()
        .endsWith("5 more lines of advice within a minute: status has them all");
  }
}
