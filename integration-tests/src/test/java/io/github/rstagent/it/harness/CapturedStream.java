// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that has come out of a stream so far: as bytes, and as lines with their times. It can
 * be left unread, as by a parent that does not care for it.
 */
public final class CapturedStream {
  public record Line(Instant at, String text) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private final List<Line> lines = new ArrayList<>();
  private final Thread pump;
  private boolean unread;

  public CapturedStream(String name, InputStream stream) {
    this(name, stream, false);
  }

  /**
   * @param unread whether it is left alone until {@link #read}
   */
  CapturedStream(String name, InputStream stream, boolean unread) {
    this.unread = unread;
    pump = new Thread(() -> drain(stream), name);
    pump.setDaemon(true);
    pump.start();
  }

  public List<String> lines() {
    return timedLines().stream().map(Line::text).toList();
  }

  public synchronized List<Line> timedLines() {
    return List.copyOf(lines);
  }

  /** Its bytes, one a character. */
  public synchronized String raw() {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  public boolean hasEnded() {
    return !pump.isAlive();
  }

  /** Takes at most one more chunk: what comes then stays where it is. */
  synchronized void stopReading() {
    unread = true;
  }

  public synchronized void read() {
    unread = false;
    notifyAll();
  }

  private synchronized void awaitReader() throws InterruptedException {
    while (unread) {
      wait();
    }
  }

  private void drain(InputStream stream) {
    byte[] chunk = new byte[8192];
    try (stream) {
      awaitReader();
      for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
        take(chunk, length);
        awaitReader();
      }
    } catch (IOException | InterruptedException e) {
      // The process was ended: what it has written until then is here.
    }
    synchronized (this) {
      if (unfinished.size() > 0) {
        finishLine();
      }
    }
  }

  private synchronized void take(byte[] chunk, int length) {
    bytes.write(chunk, 0, length);
    for (int i = 0; i < length; i++) {
      if (chunk[i] == '\n') {
        finishLine();
      } else {
        unfinished.write(chunk[i]);
      }
    }
  }

  private void finishLine() {
    lines.add(new Line(Instant.now(), unfinished.toString(StandardCharsets.UTF_8)));
    unfinished.reset();
  }
}
