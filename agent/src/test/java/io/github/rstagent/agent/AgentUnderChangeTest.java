// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.Together;
import io.github.rstagent.config.Configuration;
import io.github.rstagent.config.Options;
import io.github.rstagent.gate.AcceptedChannel;
import io.github.rstagent.hook.Rendezvous;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.rules.Mode;
import io.github.rstagent.rules.Rule;
import io.github.rstagent.rules.Verdict;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.net.SocketException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Resets of many connections while somebody attaches, reloads, disables, restores and enables, and
 * further Nettys are met: each is decided by one list that was in force meanwhile, and counted
 * once.
 */
class AgentUnderChangeTest {
  private static final int CHANGES = 2_000;
  private static final int RESETS_PER_CHANGE = 50;
  private static final int EVENT_LOOPS = 2;
  private static final String QUIET = ",summary=off,advise=off,jmx=off";

  /** What is done in turn, and whether a reset of 10.0.8.3 is hidden from then on. */
  private enum Change {
    ATTACH("vip=10.0.8.3", true),
    DISABLE(null, false),
    ENABLE(null, true),
    RELOAD_OBSERVING("vip=10.0.8.2-10.0.8.3,mode=observe", false),
    ATTACH_WIDER("vip=10.0.8.0/24", true),
    RELOAD_OTHERS("vip=10.0.9.3", false),
    RELOAD("vip=10.0.8.3", true),
    RESTORE(null, false),
    ENABLE_AGAIN(null, true),
    ATTACH_DISABLED("vip=10.0.8.3,enabled=false", false);

    private final String options;
    private final boolean hides;

    Change(String options, boolean hides) {
      this.options = options;
      this.hides = hides;
    }
  }

  private final AtomicInteger begun = new AtomicInteger(); // number of the change
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong hidden = new AtomicLong();
  private final AtomicLong resets = new AtomicLong();
  private volatile boolean over;
  private Agent agent;
  private BiPredicate<Object, Object> before;
  private BiPredicate<Object, Object> gate;

  @BeforeEach
  void start() throws Exception {
    Rendezvous.open(Rendezvous.CONNECTIONS, (pipeline, how) -> false, ByteBuddyAgent.install());
    before = gate();
    Agent.start(Change.ATTACH.options + QUIET, withoutClasses(), AgentLines.unread());
    agent = Agent.running();
    agent.open();
    gate = gate();
  }

  @AfterEach
  void stop() throws Exception {
    over = true;
    agent.order(false);
    Rendezvous.open(Rendezvous.READ_EXCEPTIONS, before, ByteBuddyAgent.install());
  }

  /** The tests' own Netty stays as it is. */
  private static Instrumentation withoutClasses() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            AgentUnderChangeTest.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getAllLoadedClasses")) {
                return new Class<?>[0];
              }
              return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
            });
  }

  @SuppressWarnings("unchecked")
  private static BiPredicate<Object, Object> gate() throws ReflectiveOperationException {
    return (BiPredicate<Object, Object>)
        Class.forName("java.lang.RstAgentRendezvous", true, null).getField("gate").get(null);
  }

  @Test
  void everyResetIsDecidedByOneListInForceAndCountedOnce() throws Exception {
    Counters counters = agent.effects().counters();
    long countedBefore = counters.resets();
    AtomicInteger roles = new AtomicInteger();
    Together.run(
        EVENT_LOOPS + 3,
        () -> {
          int role = roles.getAndIncrement();
          try {
            if (role == 0) {
              change();
            } else if (role <= 2) {
              meetNettys();
            } else {
              reset();
            }
          } finally {
            over = true; // also where one of them fails
          }
        });

    assertThat(resets.get()).as("resets").isGreaterThan(2 * CHANGES);
    assertThat(counters.of(Verdict.SUPPRESS)).as("suppressed").isEqualTo(hidden.get());
    assertThat(counters.resets() - countedBefore)
        .as("counted, but not those of the time when it was disabled")
        .isEqualTo(hidden.get() + counters.of(Verdict.OBSERVE) + counters.of(Verdict.STRANGER))
        .isLessThan(resets.get());
    for (Map.Entry<Rule, Map<Verdict, Long>> rule : counters.byRule().entrySet()) {
      assertThat(rule.getValue())
          .as("what a rule has done: its own mode alone, %s", rule.getKey().origin())
          .containsOnlyKeys(
              rule.getKey().mode() == Mode.OBSERVE ? Verdict.OBSERVE : Verdict.SUPPRESS);
    }
  }

  private void change() {
    Change[] all = Change.values();
    while (resets.get() < CHANGES && !over) {
      Thread.onSpinWait(); // until everybody is at it
    }
    for (int i = 1; i <= CHANGES && !over; i++) {
      begun.set(i);
      make(all[i % all.length]);
      done.set(i);
      long enough = resets.get() + RESETS_PER_CHANGE;
      while (resets.get() < enough && !over) {
        Thread.onSpinWait(); // what comes too late must be seen
      }
    }
  }

  private void make(Change change) {
    switch (change) {
      case DISABLE -> agent.order(false);
      case ENABLE, ENABLE_AGAIN -> agent.order(true);
      case RESTORE -> agent.restore();
      case RELOAD, RELOAD_OBSERVING, RELOAD_OTHERS ->
          assertThat(agent.replace(agent.current(), new Configuration(options(change)))).isTrue();
      default -> Agent.start(change.options + QUIET, withoutClasses(), AgentLines.unread());
    }
  }

  private static Options options(Change change) {
    return Options.read(change.options + QUIET, new Properties(), Map.of());
  }

  /** As each class loader's Netty does. */
  private void meetNettys() throws Exception {
    while (!over) {
      agent.open();
    }
  }

  private void reset() {
    AcceptedChannel channel = new AcceptedChannel();
    SocketException reset = new SocketException("Connection reset");
    while (!over) {
      int first = done.get();
      boolean isHidden = gate.test(channel.pipeline(), reset);
      int last = begun.get();
      resets.incrementAndGet();
      if (isHidden) {
        hidden.incrementAndGet();
      }
      assertThat(isPossible(isHidden, first, last))
          .as("a reset is hidden: %s, between changes %s and %s", isHidden, first, last)
          .isTrue();
    }
  }

  /** Whether one of the lists of this time says so. */
  private static boolean isPossible(boolean isHidden, int first, int last) {
    Change[] all = Change.values();
    for (int i = first; i <= last; i++) {
      boolean hides = all[i % all.length].hides;
      if (hides == isHidden) {
        return true;
      }
    }
    return false;
  }
}
