// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final AgentLines stderr = new AgentLines();
  private final Console console = stderr.console();

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
    console.say("two");
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
  void tellsItsListenerUntilThatIsGone() {
    Queue<String> heard = new ArrayDeque<>();
    console.say("before");
    console.listen(heard);
    console.say("one");
    console.failed("two", new IllegalStateException("why"));
    console.listen(null);
    console.say("after");

    assertThat(heard).containsExactly("one", "two: java.lang.IllegalStateException: why");
    assertThat(stderr.lines()).hasSize(4);
  }

  @Test
  void isNewsOnce() {
    assertThat(console.isNews("one")).isTrue();
    assertThat(console.isNews("two")).isTrue();
    assertThat(console.isNews(String.valueOf(new char[] {'o', 'n', 'e'}))).isFalse();
  }

  @Test
  void isNewsLaterWhereTooMuchWasInOneMinute() {
    assertThat(IntStream.range(0, 1_000).filter(console::isNews).count()).isEqualTo(10);
    assertThat(console.isNews(0)).as("said").isFalse();
    assertThat(console.isNews(999)).as("not now").isFalse();
    assertThat(stderr.lines()).as("what is left out is said with the next minute").isEmpty();
  }

  @Test
  void namesAFewOfTheManyPeersOfAStorm() {
    assertThat(IntStream.range(0, 2_000).filter(i -> console.isStormNews()).count()).isEqualTo(10);
  }

  @Test
  void isNotFloodedByDifferentFailures() {
    IntStream.range(0, 1_000).forEach(i -> console.failed("reason " + i, new Error()));
    console.say("banner");

    assertThat(stderr.lines())
        .hasSize(11)
        .startsWith("[rst-agent] reason 0: java.lang.Error")
        .contains("[rst-agent] reason 9: java.lang.Error")
        .endsWith("[rst-agent] banner");
  }

  @Test
  void saysAFailureOnceAndWithoutItsStackTrace() {
    console.failed("trying", new IllegalStateException("why"));
    console.failed("trying", new IllegalStateException("and again, for another connection"));
    console.failed("trying", new IllegalArgumentException("another"));

    assertThat(stderr.lines())
        .containsExactly(
            "[rst-agent] trying: java.lang.IllegalStateException: why",
            "[rst-agent] trying: java.lang.IllegalArgumentException: another");
  }

  /** It comes with every reset. */
  @Test
  void buildsNoTextOfAFailureThatWasSaid() {
    CountedFailure failure = new CountedFailure();
    console.failed("trying", failure);
    console.failed("trying", failure);

    assertThat(failure.texts).isEqualTo(1);
  }

  private static final class CountedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private int texts;

    @Override
    public String getMessage() {
      texts++;
      return "failure";
    }
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
