// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.report;

import io.github.rstagent.boot.StderrWriter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The lines of a console, written to where a test can read them. */
public final class AgentLines {
  private static final int PATIENCE_MILLIS = 20_000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StderrWriter writer = new StderrWriter(bytes);
  private final Console console = new Console(writer);

  /** A console whose lines are of no interest. */
  public static Console unread() {
    return new Console(new StderrWriter(OutputStream.nullOutputStream()));
  }

  public Console console() {
    return console;
  }

  /** The first line, once it is there. */
  public String awaitLine() {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (lines().isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited for in vain");
      }
      LockSupport.parkNanos(1_000_000);
    }
    return lines().get(0);
  }

  /** All that was said, once it is written. */
  public List<String> lines() {
    writer.awaitWritten(PATIENCE_MILLIS);
    return bytes.toString(Charset.defaultCharset()).lines().toList();
  }
}
