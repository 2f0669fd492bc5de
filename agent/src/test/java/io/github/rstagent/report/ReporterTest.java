// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.netty.NettyAccess;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.LoggingEvent;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.impl.StaticLoggerBinder;

/** An interval is a second at least, so these tests wait for one. */
class ReporterTest {
  private final Counters counters = new Counters();
  private final AgentThread thread = new AgentThread("rst-agent");
  private final AgentThread exit = new AgentThread("rst-agent-exit");
  private final AgentLines stderr = new AgentLines();
  private final Console console = stderr.console();
  private final Reporter reporter = new Reporter(counters, console);
  private final Chores chores = new Chores(thread, console);
  private final NettyAccess netty = NettyAccess.of(new EmbeddedChannel().pipeline());

  @AfterEach
  void silence() {
    reporter.every(0, false);
  }

  @ParameterizedTest(name = "{0} resets in a second: {1}")
  @CsvSource({"2, INFO", "100, WARN"})
  void tellsTheServicesLogger(int resets, String level) throws InterruptedException {
    count(resets);
    reporter.every(1_000, true);
    begin();

    LoggingEvent event = nextOfTheAgent();
    assertThat(event.getLevel()).hasToString(level);
    assertThat(event.getMessage())
        .isEqualTo("suppressed " + resets + " resets in 1 s: 10.0.8.3 " + resets);
    assertThat(stderr.lines()).isEmpty();
  }

  @ParameterizedTest(name = "{0} resets in a second")
  @CsvSource({"2, ''", "100, 'warning: '"})
  void tellsStderrWhereItIsToldTo(int resets, String mark) {
    count(resets);
    reporter.every(1_000, false);
    begin();

    assertThat(stderr.awaitLine())
        .isEqualTo(
            "[rst-agent] " + mark + "suppressed " + resets + " resets in 1 s: 10.0.8.3 " + resets);
  }

  /** The end may come before the agent's thread has looked once. */
  @Test
  void saysWhatRemainsAtTheEnd() throws InterruptedException {
    reporter.every(60_000, true);
    reporter.sayRestAtExit(exit);
    count(2);
    try {
      exit.start();
      exit.join();
    } finally {
      Runtime.getRuntime().removeShutdownHook(exit);
    }

    assertThat(stderr.lines())
        .containsExactly("[rst-agent] suppressed 2 resets in 1 s: 10.0.8.3 2");
  }

  @Test
  void saysNothingAtTheEndWithoutASummary() throws InterruptedException {
    reporter.sayRestAtExit(exit);
    count(2);
    try {
      exit.start();
      exit.join();
    } finally {
      Runtime.getRuntime().removeShutdownHook(exit);
    }

    assertThat(stderr.lines()).isEmpty();
  }

  private void begin() {
    reporter.metBy(netty);
    chores.add(reporter);
    chores.begin();
  }

  private void count(int resets) {
    Rule rule = Lists.rule("10.0.8.3");
    for (int i = 0; i < resets; i++) {
      counters.count(Verdict.SUPPRESS, rule, Lists.address("10.0.8.3"));
    }
  }

  private static LoggingEvent nextOfTheAgent() throws InterruptedException {
    BlockingQueue<SubstituteLoggingEvent> events = StaticLoggerBinder.events();
    while (true) {
      LoggingEvent event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("waited for in vain").isNotNull();
      if (event.getLoggerName().equals("rst-agent")
          && event.getMessage().startsWith("suppressed ")) {
        return event;
      }
    }
  }
}
