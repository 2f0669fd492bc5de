// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StderrWriterTest {
  private static final int PATIENCE_MILLIS = 20_000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CountDownLatch reader = new CountDownLatch(1);
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final StderrWriter writer =
      new StderrWriter(
          new OutputStream() {
            @Override
            public void write(int b) {
              throw new AssertionError("a line is written at once");
            }

            @Override
            public void write(byte[] line, int from, int length) throws IOException {
              stuck.countDown();
              try {
                reader.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              bytes.write(line, from, length);
            }
          });

  @AfterEach
  void read() {
    reader.countDown();
  }

  /** The service's default handler may end the JVM. */
  @Test
  void diesWithoutAskingTheService() {
    assertThat(writer.getUncaughtExceptionHandler()).isNotSameAs(writer.getThreadGroup());
  }

  @Test
  void writesWhatHasComeInOrder() {
    reader.countDown();
    writer.add("one");
    writer.add("two");
    assertThat(writer.getState()).as("before it begins").isEqualTo(Thread.State.NEW);
    writer.begin();
    writer.begin();

    assertThat(lines()).containsExactly("[rst-agent] one", "[rst-agent] two");
    assertThat(writer.isDaemon()).isTrue();
    assertThat(writer.getName()).isEqualTo("rst-agent-stderr");
    writer.add("three");
    writer.begin();
    assertThat(lines()).hasSize(3);
  }

  @Test
  void countsWhatAStreamDoesNotTakeAndSaysItLater() throws InterruptedException {
    writer.add("first");
    writer.begin();
    stuck.await();
    for (int i = 0; i < 2_000; i++) {
      writer.add("line " + i);
      writer.begin();
    }
    writer.awaitWritten(1); // and returns
    assertThat(bytes.size()).as("written").isZero();
    reader.countDown();

    assertThat(lines())
        .startsWith("[rst-agent] first", "[rst-agent] line 0")
        .contains("[rst-agent] line 1022")
        .doesNotContain("[rst-agent] line 1023");
    while (lines().size() < 1_025) {
      Thread.onSpinWait();
    }
    assertThat(lines()).endsWith("[rst-agent] 977 lines are missing here: stderr took none");
  }

  @Test
  void goesOnAfterAnInterrupt() {
    reader.countDown();
    writer.add("one");
    writer.begin();
    assertThat(lines()).hasSize(1);
    writer.interrupt();
    writer.add("two");
    writer.begin();

    assertThat(lines()).containsExactly("[rst-agent] one", "[rst-agent] two");
  }

  @Test
  void goesOnWhereNothingCanBeWritten() {
    StderrWriter closed =
        new StderrWriter(
            new OutputStream() {
              private int lines;

              @Override
              public void write(int b) throws IOException {}

              @Override
              public void write(byte[] line, int from, int length) throws IOException {
                if (lines++ < 2) {
                  throw new IOException("closed");
                }
                bytes.write(line, from, length);
              }
            });
    closed.add("one");
    closed.add("two");
    closed.add("three");
    closed.begin();
    closed.awaitWritten(PATIENCE_MILLIS);

    assertThat(text()).containsExactly("[rst-agent] three");
  }

  private List<String> lines() {
    writer.awaitWritten(PATIENCE_MILLIS);
    return text();
  }

  private List<String> text() {
    return bytes.toString(Charset.defaultCharset()).lines().toList();
  }
}
