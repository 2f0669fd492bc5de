// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.Inputs;
import io.github.rstagent.advise.PresetRanges;
import io.github.rstagent.report.PeerState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Any bytes as what tcpdump has printed. */
class CaptureFuzzTest {
  @Inputs
  void text(byte[] bytes) throws IOException {
    String text = new String(bytes, ISO_8859_1);
    Capture capture = read(text);
    long lines = text.split("\n", -1).length;
    assertThat(capture.segments()).isBetween(0L, lines);
    for (String remark : capture.remarks()) {
      assertThat(remark).isNotEmpty().doesNotContain("\n");
    }
    assertThat(capture.halfHandshakes().values()).allMatch(times -> times > 1 && times <= lines);
    if (text.indexOf('\r') < 0) {
      assertSame(capture, read(text.replace("\n", "\r\n")), "ended by CRLF");
    }
    // What belongs to the line before it tells nothing, wherever it stands.
    assertSame(capture, read("\t0x0000:  4500 003c\n" + text), "payload in front");
    assertSame(capture, read(text + "\n\t0x0000:  4500 003c\n"), "payload behind");
  }

  /** Every line alone: what is taken for a segment can be worked with. */
  @Inputs
  void line(byte[] bytes) {
    String line = new String(bytes, ISO_8859_1);
    Segment segment = new Segment();
    if (line.indexOf('\n') < 0 && segment.read(line) == Segment.Kind.SEGMENT) {
      for (String end : List.of(segment.source(), segment.destination())) {
        assertThat(line).contains(end);
        assertThat(Endpoint.port(end)).isBetween(0, 0xFFFF);
        InetAddress address = Endpoint.address(end);
        assertThat(address.getAddress())
            .hasSize(end.indexOf(':') < 0 ? 4 : address.getAddress().length);
      }
      assertThat(segment.length()).isBetween(0L, 0xFFFF_FFFFL);
      assertThat(segment.hasData()).isEqualTo(segment.length() > 0);
      // Where a line is cut off, it is not taken for another one's segment.
      assertThat(new Segment().read(line + " ")).isNotEqualTo(Segment.Kind.OTHER);
    }
  }

  private static Capture read(String text) throws IOException {
    Capture capture = new Capture(PresetRanges.NONE);
    capture.read(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    return capture;
  }

  private static void assertSame(Capture one, Capture other, String how) {
    assertThat(other.size()).as(how).isEqualTo(one.size());
    assertThat(other.halfHandshakes()).as(how).isEqualTo(one.halfHandshakes());
    assertThat(texts(other)).as(how).isEqualTo(texts(one));
  }

  private static List<String> texts(Capture capture) {
    return capture.reports().stream().map(CaptureFuzzTest::text).toList();
  }

  private static String text(PeerState report) {
    return List.of(report.getPeer(), report.getLocalPort(), report.getResets(), report.getVerdict())
        .toString();
  }
}
