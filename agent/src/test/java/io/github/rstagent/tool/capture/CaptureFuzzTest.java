// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.Inputs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any bytes as a capture, and as what tcpdump has printed. */
class CaptureFuzzTest {
  /** Told by its first bytes: whatever it is, it is read to an end, and said in whole lines. */
  @Inputs
  void file(byte[] bytes) {
    Capture capture = read(bytes);
    assertThat(capture.remarks()).allMatch(remark -> !remark.isEmpty() && !remark.contains("\n"));
    if (bytes.length > 3 && CaptureFile.begins(ByteBuffer.wrap(bytes).getInt())) {
      assertThat(capture.segments()).isLessThan(bytes.length / 20L + 1);
      Capture half = read(Arrays.copyOf(bytes, bytes.length / 2));
      assertThat(half.segments()).as("of the first half").isLessThanOrEqualTo(capture.segments());
    }
  }

  @Inputs
  void text(byte[] bytes) throws IOException {
    String text = new String(bytes, ISO_8859_1);
    List<String> plain = readText(text);
    assertThat(plain).hasSizeLessThanOrEqualTo(text.split("\n", -1).length);
    if (text.indexOf('\r') < 0) {
      assertThat(readText(text.replace("\n", "\r\n"))).as("ended by CRLF").isEqualTo(plain);
    }
    // What belongs to the line before it tells nothing, wherever it stands.
    String payload = "\t0x0000:  4500 003c\n";
    assertThat(readText(payload + text)).as("payload in front").isEqualTo(plain);
    assertThat(readText(text + "\n" + payload)).as("payload behind").isEqualTo(plain);
  }

  /** Every line alone: what is taken for a segment can be worked with. */
  @Inputs
  void line(byte[] bytes) throws IOException {
    String line = new String(bytes, ISO_8859_1);
    List<Segment> segments = new ArrayList<>();
    Remarks remarks = new Remarks();
    new TcpdumpText(segments::add, remarks).read(new BoundedLines(new StringReader(line)));
    for (Segment segment : segments) {
      for (Endpoint end : List.of(segment.source, segment.destination)) {
        assertThat(end.port()).isBetween(0, 0xFFFF);
        assertThat(line.replaceAll("\u001B\\[[0-9;]*[Km]", "")).contains("." + end.port());
        assertThat(end.address()).isNotNull();
      }
      assertThat(segment.length).isBetween(0L, 0xFFFF_FFFFL);
    }
  }

  private static List<String> readText(String text) throws IOException {
    List<String> segments = new ArrayList<>();
    new TcpdumpText(segment -> segments.add(describe(segment)), new Remarks())
        .read(new BoundedLines(new StringReader(text)));
    return segments;
  }

  private static String describe(Segment segment) {
    return segment.time
        + " "
        + segment.source.address()
        + segment.source.port()
        + segment.destination.address()
        + segment.destination.port()
        + segment.length;
  }

  private static Capture read(byte[] bytes) {
    Capture capture = new Capture(connection -> assertThat(connection.peer()).isNotNull());
    try {
      capture.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      assertThat(bytes[0]).as("gzip alone cannot be read: %s", e).isEqualTo((byte) 0x1F);
    }
    return capture;
  }
}
