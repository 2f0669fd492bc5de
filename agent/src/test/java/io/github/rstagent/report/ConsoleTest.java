// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final CapturedStderr stderr = new CapturedStderr();
  private final Console console = new Console();

  @AfterEach
  void restoreStderr() {
    stderr.close();
  }

  @Test
  void marksItsLines() {
    console.say("one");
    console.say("two");

    assertThat(stderr.lines()).containsExactly("[rst-agent] one", "[rst-agent] two");
  }

  @Test
  void printsNothingOfWhatIsHeld() {
    console.hold();
    console.say("one");

    assertThat(stderr.lines()).isEmpty();
  }

  @Test
  void printsWhatWasHeldInOrderAndThenAtOnce() {
    console.hold();
    console.say("one");
    console.sayOnce("two");
    console.failed("three", new IllegalStateException("why"));
    console.release();
    assertThat(stderr.lines())
        .containsExactly(
            "[rst-agent] one",
            "[rst-agent] two",
            "[rst-agent] three: java.lang.IllegalStateException: why");

    console.say("four");
    assertThat(stderr.lines()).hasSize(4).endsWith("[rst-agent] four");
  }

  @Test
  void releasesNothingTwice() {
    console.release();
    console.hold();
    console.say("one");
    console.release();
    console.release();

    assertThat(stderr.lines()).containsExactly("[rst-agent] one");
  }

  @Test
  void saysOnce() {
    console.sayOnce("one");
    console.sayOnce("two");
    console.sayOnce("one");

    assertThat(stderr.lines()).containsExactly("[rst-agent] one", "[rst-agent] two");
  }

  @Test
  void isNotFloodedByDifferentFailures() {
    IntStream.range(0, 1_000).forEach(i -> console.failed("reason " + i, new Error()));
    console.say("banner");

    assertThat(stderr.lines())
        .hasSize(33)
        .startsWith("[rst-agent] reason 0: java.lang.Error")
        .contains("[rst-agent] reason 31: java.lang.Error")
        .endsWith("[rst-agent] banner");
  }

  @Test
  void saysAFailureOnceAndWithoutItsStackTrace() {
    console.failed("trying", new IllegalStateException("why"));
    console.failed("trying", new IllegalStateException("why"));

    assertThat(stderr.lines())
        .containsExactly("[rst-agent] trying: java.lang.IllegalStateException: why");
  }

  @Test
  void showsTheStackTraceWhenDebugging() {
    console.debug(true);
    console.failed("trying", new IllegalStateException("why"));

    assertThat(stderr.lines())
        .contains("[rst-agent] trying: java.lang.IllegalStateException: why")
        .anyMatch(
            line -> line.contains("at " + ConsoleTest.class.getName() + ".showsTheStackTrace"));
  }

  @Test
  void doesNotFailOnAFailureThatCannotBePrinted() {
    RuntimeException unprintable =
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no message");
          }
        };

    assertThatCode(() -> console.failed("trying", unprintable)).doesNotThrowAnyException();
  }
}
