// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChoresTest {
  private final AgentThread thread = new AgentThread("rst-agent");
  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> runs = new LinkedBlockingQueue<>();
  private final Chores chores = new Chores(thread, (what, cause) -> failures.add(what));

  @Test
  void hasNoThreadBeforeItBegins() {
    chores.add(record("a", Chore.UNTIL_POKED));

    assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
    assertThat(runs).isEmpty();
  }

  @Test
  void startsItsThreadOnce() {
    chores.begin();
    chores.begin();

    assertThat(thread.isAlive()).isTrue();
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).isEqualTo("rst-agent");
    assertThat(thread.getContextClassLoader()).isNull();
  }

  @Test
  void runsWhatIsAddedBeforeAndAfter() throws InterruptedException {
    chores.add(record("before", Chore.UNTIL_POKED));
    chores.begin();
    assertThat(next()).isEqualTo("before");
    chores.add(record("after", Chore.UNTIL_POKED));
    assertThat(next()).isEqualTo("after");
  }

  @Test
  void comesBackWhenItWasToldTo() throws InterruptedException {
    chores.add(record("often", TimeUnit.MILLISECONDS.toNanos(1)));
    chores.begin();

    assertThat(next() + next() + next()).isEqualTo("oftenoftenoften");
  }

  @Test
  void comesBackWhenItIsPoked() throws InterruptedException {
    Chore chore = record("poked", Chore.UNTIL_POKED);
    chores.add(chore);
    chores.begin();
    next();
    chores.poke(chore);

    assertThat(next()).isEqualTo("poked");
  }

  @Test
  void outlivesAChoreThatFailsAndAnInterrupt() throws InterruptedException {
    chores.add(
        () -> {
          throw new StackOverflowError("of a test");
        });
    chores.begin();
    assertThat(failures.poll(20, TimeUnit.SECONDS)).contains("failed, and is tried again");
    thread.interrupt();
    chores.add(record("after", Chore.UNTIL_POKED));

    assertThat(next()).isEqualTo("after");
  }

  private Chore record(String name, long wait) {
    return () -> {
      runs.add(name);
      return wait;
    };
  }

  private String next() throws InterruptedException {
    String run = runs.poll(20, TimeUnit.SECONDS);
    assertThat(run).as("waited for in vain").isNotNull();
    return run;
  }
}
