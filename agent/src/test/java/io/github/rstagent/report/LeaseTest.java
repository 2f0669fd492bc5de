// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.rstagent.boot.AgentThread;
import io.github.rstagent.boot.Chore;
import io.github.rstagent.boot.Chores;
import io.github.rstagent.report.jmx.RstAgentMXBean;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final long BEGIN = Long.MAX_VALUE - 5; // readings of nanoTime may overflow
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int SECONDS = 60;

  private final Lease lease =
      new Lease(
          (RstAgentMXBean)
              Proxy.newProxyInstance(
                  LeaseTest.class.getClassLoader(),
                  new Class<?>[] {RstAgentMXBean.class},
                  (proxy, method, arguments) -> nothing(method)),
          new Chores(new AgentThread("rst-agent"), (what, cause) -> {}));

  private static Object nothing(Method method) {
    Class<?> type = method.getReturnType();
    if (type == Map.class) {
      return Map.of();
    }
    if (type == List.class) {
      return List.of();
    }
    return type == long.class ? (Object) 0L : type == boolean.class ? (Object) false : "";
  }

  @AfterEach
  void end() {
    System.clearProperty(Lease.STATUS_PROPERTY);
  }

  @Test
  void theStateIsShownForAMinuteAndThenRemoved() {
    lease.begin("q", List.of(), true, SECONDS, BEGIN);
    assertThat(shown()).as("at once").isNotNull();

    System.clearProperty(Lease.STATUS_PROPERTY);
    assertThat(lease.run(BEGIN + SECOND)).as("nanoseconds to the next").isEqualTo(SECOND);
    assertThat(shown()).as("anew").isNotNull();

    assertThat(lease.run(BEGIN + SECONDS * SECOND - 1)).isEqualTo(SECOND);
    assertThat(shown()).as("just before the end").isNotNull();
    assertThat(lease.run(BEGIN + SECONDS * SECOND)).isEqualTo(Chore.UNTIL_POKED);
    assertThat(shown()).as("at the end").isNull();
    assertThat(lease.run(BEGIN + 2 * SECONDS * SECOND)).isEqualTo(Chore.UNTIL_POKED);
    assertThat(shown()).as("long after").isNull();
  }

  @Test
  void anotherQuestionPutsTheEndOff() {
    lease.begin("first", List.of(), true, SECONDS, BEGIN);
    lease.begin("second", List.of(), true, SECONDS, BEGIN + 40 * SECOND);

    assertThat(lease.run(BEGIN + 99 * SECOND)).isEqualTo(SECOND);
    assertThat(lease.run(BEGIN + 100 * SECOND)).isEqualTo(Chore.UNTIL_POKED);
  }

  @Test
  void oneToolsAnswerDoesNotTakeAnothersAway() throws JsonParserException {
    lease.begin("first", List.of("disabled"), true, SECONDS, BEGIN);
    lease.begin("second", List.of(), false, SECONDS, BEGIN + 1);
    lease.run(BEGIN + SECOND);

    JsonObject answers = JsonParser.object().from(shown()).getObject("answers");
    assertThat(answers.getObject("first"))
        .containsOnly(entry(Lease.SAID, List.of("disabled")), entry(Lease.DONE, true));
    assertThat(answers.getObject("second"))
        .containsOnly(entry(Lease.SAID, List.of()), entry(Lease.DONE, false));
  }

  @Test
  void noMoreThanSixteenAnswersAreKeptAndNoneLongerThanTheLease() throws JsonParserException {
    for (int i = 0; i < 20; i++) {
      lease.begin("q" + i, List.of(), true, SECONDS, BEGIN + i);
    }
    assertThat(JsonParser.object().from(shown()).getObject("answers"))
        .hasSize(16)
        .containsKeys("q4", "q19");

    lease.run(BEGIN + 61 * SECOND);
    lease.begin("later", List.of(), true, SECONDS, BEGIN + 90 * SECOND);
    assertThat(JsonParser.object().from(shown()).getObject("answers")).containsOnlyKeys("later");
  }

  private static String shown() {
    return System.getProperty(Lease.STATUS_PROPERTY);
  }
}
