// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What is written to stderr, until it is closed. */
public final class CapturedStderr implements AutoCloseable {
  private final PrintStream before = System.err;
  private final Semaphore flushed = new Semaphore(0);
  private final ByteArrayOutputStream bytes =
      new ByteArrayOutputStream() {
        @Override
        public void flush() {
          flushed.release();
        }
      };

  public CapturedStderr() {
    System.setErr(new PrintStream(bytes, true, UTF_8));
  }

  public List<String> lines() {
    return bytes.toString(UTF_8).lines().toList();
  }

  /** The first line, once it is there. */
  public String awaitLine() throws InterruptedException {
    while (!bytes.toString(UTF_8).contains("\n")) {
      if (!flushed.tryAcquire(20, TimeUnit.SECONDS)) {
        throw new AssertionError("waited for in vain");
      }
    }
    return lines().get(0);
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
