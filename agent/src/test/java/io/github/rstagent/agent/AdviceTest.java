// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.advise.Advisors;
import io.github.rstagent.config.Configuration;
import io.github.rstagent.config.InForce;
import io.github.rstagent.config.Options;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import java.net.InetAddress;
import java.util.Map;
import java.util.Properties;
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

  /** An attach may come between the look at what is in force and the change of it. */
  @Test
  void aPeerThatHasGoneIsListedNoMoreEvenIfOtherOptionsCameMeanwhile() {
    InetAddress peer = Lists.address("10.0.8.3");
    Options options = Options.read("vip=@auto", new Properties(), Map.of());
    Changing inForce = new Changing(new Configuration(options));
    long now = System.nanoTime();
    Advice advice =
        new Advice(
            Advisors.ofAuto(inForce.current().allowlist(), peer, now),
            inForce,
            new Reporter(new Counters(), said.console()));
    advice.want(false, true);
    advice.run(now);
    assertThat(inForce.current().allowlist().learned().of(peer, 443)).as("in").isNotNull();

    inForce.refuses = true;
    while (said.lines().size() < 2) {
      advice.run(now += TimeUnit.SECONDS.toNanos(2)); // until it has been quiet for long enough
    }
    inForce.refuses = false;
    advice.run(now + TimeUnit.SECONDS.toNanos(2));

    assertThat(inForce.current().allowlist().learned().of(peer, 443))
        .as(said.lines() + "")
        .isNull();
  }

  private static final class Changing implements InForce {
    private Configuration current;
    private boolean refuses;

    Changing(Configuration first) {
      current = first;
    }

    @Override
    public Configuration current() {
      return current;
    }

    @Override
    public boolean replace(Configuration known, Configuration next) {
      current = refuses ? current : next;
      return !refuses;
    }
  }
}
