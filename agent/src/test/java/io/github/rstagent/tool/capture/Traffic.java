// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Connections of many clients, as the text of a capture. */
final class Traffic {
  private record Line(double time, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private int port = 1_024;

  /** A connection without data, closed by its client after so many seconds: F or R. */
  Traffic empty(String client, int service, double seconds, String end, double lived) {
    open(client, service, seconds);
    return close(client, service, seconds + lived, end);
  }

  /** One with data. */
  Traffic request(String client, int service, double seconds, String end) {
    open(client, service, seconds);
    line(client + "." + port, "10.0.0.1." + service, seconds + 0.001, "P.], seq 1:101, ack 1");
    line("10.0.0.1." + service, client + "." + port, seconds + 0.002, "P.], seq 1:901, ack 1");
    return close(client, service, seconds + 0.003, end);
  }

  /** One that is reset before the handshake is over. */
  Traffic half(String client, int service, double seconds) {
    port++;
    line(client + "." + port, "10.0.0.1." + service, seconds, "S], seq 1000");
    line("10.0.0.1." + service, client + "." + port, seconds, "S.], seq 2000, ack 1001");
    return close(client, service, seconds, "R");
  }

  private void open(String client, int service, double seconds) {
    port++;
    line(client + "." + port, "10.0.0.1." + service, seconds, "S], seq 1000");
    line("10.0.0.1." + service, client + "." + port, seconds, "S.], seq 2000, ack 1001");
    line(client + "." + port, "10.0.0.1." + service, seconds, "." + "], ack 1");
  }

  private Traffic close(String client, int service, double seconds, String end) {
    line(client + "." + port, "10.0.0.1." + service, seconds, end + ".], seq 1, ack 1");
    if (end.equals("F")) {
      line("10.0.0.1." + service, client + "." + port, seconds, "F.], seq 1, ack 2");
      line(client + "." + port, "10.0.0.1." + service, seconds, "." + "], ack 2");
    }
    return this;
  }

  private void line(String from, String to, double time, String flags) {
    lines.add(
        new Line(
            time,
            String.format(
                Locale.ROOT,
                "%.6f IP %s > %s: Flags [%s, win 58, length 0",
                1_795_431_840 + time,
                from,
                to,
                flags)));
  }

  /** Reads it, in the order of its times. */
  Capture read(Consumer<Connection> taker) {
    lines.sort(Comparator.comparingDouble(Line::time));
    Capture capture = new Capture(taker);
    try {
      String text = String.join("\n", lines.stream().map(Line::text).toList());
      capture.read(new ByteArrayInputStream(text.getBytes(US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return capture;
  }
}
