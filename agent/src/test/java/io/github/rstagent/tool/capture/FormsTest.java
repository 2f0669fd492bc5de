// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static io.github.rstagent.tool.capture.CaptureWriter.behind;
import static io.github.rstagent.tool.capture.CaptureWriter.extended;
import static io.github.rstagent.tool.capture.CaptureWriter.ip;
import static io.github.rstagent.tool.capture.CaptureWriter.tcp;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rstagent.advise.PresetRanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same packets in all forms that captures come in: the same table. */
class FormsTest {
  /** What is around an IP packet. */
  @SuppressWarnings("ImmutableEnumChecker") // functions of no state
  private enum Layer {
    ETHERNET(1, packet -> behind(packet, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, -1)),
    VLAN(1, packet -> behind(packet, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x81, 0, 0, 100, -1)),
    VLAN_IN_VLAN(
        1,
        packet ->
            behind(
                packet, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x88, 0xA8, 0, 7, 0x81, 0, 0, 100, -1)),
    RAW_IP(101, packet -> packet),
    LOOPBACK_OF_BSD(0, packet -> behind(packet, packet[0] >> 4 == 4 ? 2 : 30, 0, 0, 0)),
    LOOPBACK_OF_OPENBSD(108, packet -> behind(packet, 0, 0, 0, packet[0] >> 4 == 4 ? 2 : 24)),
    COOKED(113, packet -> behind(packet, 0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, -1)),
    COOKED_2(
        276,
        packet ->
            behind(
                packet[0] >> 4 == 4
                    ? behind(packet, 8, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0)
                    : behind(
                        packet, 0x86, 0xDD, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0)));

    private final int linkType;
    private final UnaryOperator<byte[]> around;

    Layer(int linkType, UnaryOperator<byte[]> around) {
      this.linkType = linkType;
      this.around = around;
    }
  }

  private static final String ROW =
      "[192.0.2.10, :8080, 20, 20, 2.00 s, 0, 0, 0.3 ms, 20 RST, health check]";
  private static final String FINDING =
      "192.0.2.10 -> :8080 resets every 2.00 s without sending anything (20 of 20 connections): looks"
          + " like a health check. To silence its connections without data:"
          + " vip=192.0.2.10,only=silent";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checks.pcap",
        "checks.pcap.gz",
        "e-v-eth.txt",
        "ipip.txt",
        "number.txt",
        "tab-indented.txt",
        "ttt-old-tcpdump.txt"
      })
  void formsOfTheField(String name) throws IOException {
    Answer answer = Answer.of(form(name));
    assertThat(answer.size).isEqualTo("80 segments of 20 connections");
    assertThat(answer.rows).containsExactly(ROW);
    assertThat(answer.findings).containsExactly(FINDING);
  }

  @ParameterizedTest
  @CsvSource({"'> ', ''", "'    ', ''", "'', '\r'"})
  void quotedIndentedAndWithCrLf(String before, String behind) throws IOException {
    String text = new String(form("number.txt"), US_ASCII);
    String quoted = before + text.trim().replace("\n", behind + "\n" + before) + behind;
    assertThat(Answer.of(quoted.getBytes(US_ASCII)).rows).containsExactly(ROW);
  }

  /** As PowerShell's {@code >} writes it, and without the mark in front. */
  @Test
  void utf16() throws IOException {
    String text = new String(form("e-v-eth.txt"), US_ASCII).replace("\n", "\r\n");
    assertThat(Answer.of(("\uFEFF" + text).getBytes(UTF_16LE)).rows).containsExactly(ROW);
    assertThat(Answer.of(text.getBytes(UTF_16LE)).rows).containsExactly(ROW);
  }

  @Test
  void textWithoutFlags() throws IOException {
    Answer answer = Answer.of(form("q.txt"));
    assertThat(answer.rows).isEmpty();
    assertThat(answer.remarks)
        .hasSize(2)
        .first()
        .asString()
        .startsWith("80 lines without flags, as 'tcpdump -q' prints them; accepted: tcpdump -nn, ");
  }

  @Test
  void twoChecksOfOneSource() throws IOException {
    Answer answer = Answer.of(form("two-checks-one-source.txt"));
    assertThat(answer.rows)
        .containsExactly(
            "[192.0.2.10, :8080, 60, 60, 2 in 2.00 s, 0, 0, 0.3 ms, 60 RST, health check]");
    assertThat(answer.findings)
        .containsExactly(FINDING.replace("every", "2 times every").replace("20 of 20", "60 of 60"));
  }

  @ParameterizedTest
  @EnumSource
  void kindsOfFiles(CaptureWriter.Kind kind) throws IOException {
    byte[] file = file(kind, Layer.ETHERNET, packet -> packet);
    assertSame(Answer.of(file), expected("192.0.2.10", "192.0.2.20"));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(file);
    }
    assertSame(Answer.of(zipped.toByteArray()), expected("192.0.2.10", "192.0.2.20"));
  }

  /** A real one of 'dumpcap -i A -i any': each connection's packets twice, one after the other. */
  @Test
  void interfacesThatSeeTheSame() throws IOException {
    Answer answer = Answer.of(form("two-interfaces.pcapng.gz"));
    assertThat(answer.size).isEqualTo("208 segments of 26 connections");
    assertThat(answer.rows)
        .containsExactly("[192.0.2.10, :8080, 26, 26, 0.80 s, 0, 0, 0.2 ms, 26 RST, health check]");
    assertThat(answer.remarks).isEmpty();
  }

  /** As of {@code cat}, of files that were rotated, unzipped or not. */
  @Test
  void capturesInARow() throws IOException {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    for (CaptureWriter.Kind kind : CaptureWriter.Kind.values()) {
      byte[] file = file(kind, Layer.ETHERNET, packet -> packet);
      row.write(file);
      try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
        gzip.write(file);
      }
      if (kind == CaptureWriter.Kind.PCAP_NANOS_BIG_ENDIAN) {
        row.write(file(kind, Layer.COOKED, packet -> packet));
      }
    }
    // They are the same connections, so each counts once.
    Answer expected = expected("192.0.2.10", "192.0.2.20");
    assertThat(Answer.of(row.toByteArray()).size).isEqualTo("840 segments of 25 connections");
    assertThat(Answer.of(row.toByteArray()).rows).isEqualTo(expected.rows);
    assertThat(Answer.of(zipped.toByteArray()).size).isEqualTo("720 segments of 25 connections");
    assertThat(Answer.of(zipped.toByteArray()).rows).isEqualTo(expected.rows);
  }

  @ParameterizedTest
  @CsvSource({
    "28B52FFD, packed by zstd",
    "FD377A585A00, packed by zstd",
    "425A6839, packed by zstd",
    "04224D18, packed by zstd",
    "504B0304, packed by zstd",
    "736E6F6F7000, of a snoop file",
  })
  void filesOfOtherKinds(String begin, String kind) throws IOException {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(begin), 100);
    Answer answer = Answer.of(bytes);
    assertThat(answer.rows).isEmpty();
    assertThat(answer.remarks).hasSize(2);
    assertThat(answer.remarks.get(0))
        .startsWith("1 line of a")
        .contains(kind, "; accepted: ")
        .doesNotContain("\\u0000");
    assertThat(answer.remarks.get(1)).startsWith("no TCP in it that can be read");
  }

  /** As {@code cat} feeds a pipe: at the end of a member there is nothing to read yet. */
  @Test
  void gzipInARowThroughASlowPipe() throws IOException {
    byte[] member = form("checks.pcap.gz");
    Capture capture = new Capture(connection -> {});
    capture.read(
        new SequenceInputStream(
            new ByteArrayInputStream(member), new ByteArrayInputStream(member)));
    assertThat(capture.segments()).isEqualTo(160);
  }

  /** As {@code cut -c} and narrow terminals leave them: data are never taken for none. */
  @Test
  void linesCutAtEveryColumn() throws IOException {
    String line =
        "10:00:00.000300 IP 192.0.2.10.40000 > 198.51.100.7.8080: Flags [P.], seq 1:101, ";
    for (int length = 20; length <= line.length(); length++) {
      List<Segment> segments = new ArrayList<>();
      new TcpdumpText(segments::add, new Remarks())
          .read(new BoundedLines(new StringReader(line.substring(0, length))));
      assertThat(segments)
          .as("of %s characters", length)
          .allMatch(segment -> segment.length == 100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void linkTypes(Layer layer) throws IOException {
    assertSameAsText(
        file(CaptureWriter.Kind.PCAP, layer, packet -> packet), "192.0.2.10", "192.0.2.20");
    CaptureWriter ipv6 =
        new CaptureWriter(CaptureWriter.Kind.PCAP, layer.linkType, layer.around)
            .checksAndRequests("2001:db8::10", "2001:db8::20", "2001:db8::1");
    assertSameAsText(ipv6.bytes(), "2001:db8::10", "2001:db8::20");
  }

  @Test
  void optionsOfIpv4() throws IOException {
    byte[] file =
        file(
            CaptureWriter.Kind.PCAP,
            Layer.ETHERNET,
            packet -> extended(packet, 6, 0x94, 4, 0, 0)); // router alert
    assertSameAsText(file, "192.0.2.10", "192.0.2.20");
  }

  @ParameterizedTest
  @CsvSource({
    "0, '6 0 1 4 0 0 0 0'", // hop by hop
    "60, '6 0 1 4 0 0 0 0'", // destination
    "43, '6 0 4 0 0 0 0 0'", // routing
    "44, '6 0 0 0 0 0 0 9'", // fragment, the only one
    "0, '60 0 1 4 0 0 0 0 6 0 1 4 0 0 0 0'",
  })
  void extensionHeadersOfIpv6(int protocol, String bytes) throws IOException {
    int[] header = Arrays.stream(bytes.split(" ")).mapToInt(Integer::parseInt).toArray();
    UnaryOperator<byte[]> layers =
        packet -> Layer.ETHERNET.around.apply(extended(packet, protocol, header));
    CaptureWriter file =
        new CaptureWriter(CaptureWriter.Kind.PCAP, 1, layers)
            .checksAndRequests("2001:db8::10", "2001:db8::20", "2001:db8::1");
    assertSameAsText(file.bytes(), "2001:db8::10", "2001:db8::20");
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.1, 203.0.113.2, 4", "2001:db8::1, 2001:db8::2, 4"})
  void ipInIp(String from, String to, int protocol) throws IOException {
    byte[] file =
        file(CaptureWriter.Kind.PCAP, Layer.RAW_IP, packet -> ip(from, to, protocol, packet));
    assertSameAsText(file, "192.0.2.10", "192.0.2.20");
  }

  /** Counted and named, in a file as in text where that names it. */
  @Test
  void skipped() throws IOException {
    byte[] syn = ip("192.0.2.10", "192.0.2.1", 6, tcp(40_000, 8080, 1, CaptureWriter.SYN, 0));
    byte[] later = syn.clone();
    later[7] = 1;
    byte[] longHeader = syn.clone();
    longHeader[32] = (byte) 0xF0;
    byte[] noHeader = syn.clone();
    noHeader[0] = 0x41;
    UnaryOperator<byte[]> ethernet = Layer.ETHERNET.around;
    byte[] vxlan = new byte[16];
    vxlan[2] = 0x12;
    vxlan[3] = (byte) 0xB5;
    byte[] file =
        new CaptureWriter(CaptureWriter.Kind.PCAP, 1, ethernet)
            .checksAndRequests("192.0.2.10", "192.0.2.20", "192.0.2.1")
            .add(
                behind(
                    syn, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x88, 0x64, 0x11, 0, 0, 1, 0, 42, 0,
                    0x21))
            .add(behind(syn, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x88, 0x47, 0, 1, 1, 64))
            .add(ethernet.apply(ip("203.0.113.1", "203.0.113.2", 47, behind(syn, 0, 0, -1))))
            .add(
                ethernet.apply(ip("203.0.113.1", "203.0.113.2", 17, behind(syn, 0, 5, 0x12, 0xB5))))
            .add(
                ethernet.apply(ip("203.0.113.1", "203.0.113.2", 17, behind(syn, 0, 5, 0x21, 0x18))))
            .add(
                ethernet.apply(ip("203.0.113.1", "203.0.113.2", 17, behind(syn, 0, 5, 0x17, 0xC1))))
            .add(ethernet.apply(ip("203.0.113.1", "203.0.113.2", 1, new byte[8])))
            .add(ethernet.apply(later))
            .add(ethernet.apply(longHeader))
            .add(ethernet.apply(noHeader))
            .add(Arrays.copyOf(ethernet.apply(syn), 40))
            .bytes();
    Answer answer = Answer.of(file);
    assertThat(answer.rows).isEqualTo(expected("192.0.2.10", "192.0.2.20").rows);
    assertThat(answer.remarks).hasSize(1);
    assertThat(answer.remarks.get(0))
        .startsWith("skipped: 1 PPPoE (try its text: tcpdump -nn -r FILE | java -jar")
        .contains(
            "1 MPLS (",
            "1 GRE, 2 VXLAN, 1 Geneve, 1 of other protocols, 1 later fragments, 2 damaged")
        .endsWith("1 cut off within the headers");
    Answer wifi =
        Answer.of(new CaptureWriter(CaptureWriter.Kind.PCAP, 105, p -> p).add(syn).bytes());
    assertThat(wifi.remarks.get(0)).startsWith("skipped: 1 of link type 105 (try its text: ");
  }

  @ParameterizedTest
  @EnumSource
  void cutAtEveryByte(CaptureWriter.Kind kind) throws IOException {
    byte[] file = file(kind, Layer.ETHERNET, packet -> packet);
    long before = 0;
    for (int length = 4; length < file.length; length++) {
      Capture capture = new Capture(connection -> {});
      capture.read(new ByteArrayInputStream(file, 0, length));
      assertThat(capture.segments()).isBetween(before, before + 1);
      before = capture.segments();
      List<String> remarks = capture.remarks();
      boolean whole = remarks.isEmpty() || remarks.get(0).startsWith("no TCP in it");
      assertThat(whole || remarks.get(0).equals("ends in the middle of a packet"))
          .as("%s, of %s bytes", remarks, length)
          .isTrue();
    }
  }

  @Test
  void textAndGzipCutAtEveryByte() throws IOException {
    byte[] text = Arrays.copyOf(form("ipip.txt"), 2_000);
    byte[] gzip = form("checks.pcap.gz");
    for (int length = 0; length < text.length; length++) {
      Capture capture = new Capture(connection -> {});
      capture.read(new ByteArrayInputStream(text, 0, length));
      long lines = new String(text, 0, length, US_ASCII).chars().filter(c -> c == '\n').count();
      assertThat(capture.segments()).isBetween(lines, lines + 1);
    }
    for (int length = 2; length < gzip.length; length++) {
      Capture capture = new Capture(connection -> {});
      byte[] cut = Arrays.copyOf(gzip, length);
      Throwable thrown = catchThrowable(() -> capture.read(new ByteArrayInputStream(cut)));
      assertThat(thrown == null ? capture.remarks() : List.of(thrown.toString()))
          .as("of %s bytes", length)
          .isNotEmpty();
    }
  }

  /** Whatever a length in the file says. */
  @ParameterizedTest
  @EnumSource
  void lengthsThatCannotBe(CaptureWriter.Kind kind) throws IOException {
    byte[] file = file(kind, Layer.ETHERNET, packet -> packet);
    for (int at = 4; at < 400; at++) {
      for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
        byte[] damaged = file.clone();
        damaged[at] = (byte) value;
        Capture capture = new Capture(connection -> {});
        capture.read(new ByteArrayInputStream(damaged));
        assertThat(capture.segments()).isLessThanOrEqualTo(120);
      }
    }
  }

  private static byte[] file(CaptureWriter.Kind kind, Layer layer, UnaryOperator<byte[]> between) {
    return new CaptureWriter(
            kind, layer.linkType, packet -> layer.around.apply(between.apply(packet)))
        .checksAndRequests("192.0.2.10", "192.0.2.20", "192.0.2.1")
        .bytes();
  }

  /** What is to be read of the checks and requests. */
  private static Answer expected(String checker, String client) {
    return new Answer(
        "120 segments of 25 connections",
        List.of(
            ROW.replace("192.0.2.10", checker),
            "[" + client + ", :8080, 5, 0, -, 500, 4500, -, 5 FIN, client]"),
        List.of(FINDING.replace("192.0.2.10", checker)),
        List.of());
  }

  /** The file is read right, and so is its text, by the tcpdump that is installed here. */
  private void assertSameAsText(byte[] file, String checker, String client) throws IOException {
    Answer expected = expected(checker, client);
    assertSame(Answer.of(file), expected);
    Path path = Files.write(folder.resolve("capture"), file);
    for (String options : List.of("", "-e", "-v", "-e -v", "-tt -#", "-ttttt", "-ttt -S -X -A")) {
      List<String> command = new ArrayList<>(List.of("tcpdump", "-nn", "-r", path.toString()));
      command.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
      Answer text = Answer.of(output(command));
      assertThat(text.size).as("tcpdump %s", options).isEqualTo(expected.size);
      assertThat(text.rows).as("tcpdump %s", options).isEqualTo(expected.rows);
      assertThat(text.findings).as("tcpdump %s", options).isEqualTo(expected.findings);
    }
  }

  private static byte[] output(List<String> command) {
    try {
      Process tcpdump =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return tcpdump.getInputStream().readAllBytes();
    } catch (IOException e) {
      assumeTrue(false, "tcpdump is not installed: " + e);
      throw new AssertionError(e);
    }
  }

  private static void assertSame(Answer answer, Answer expected) {
    assertThat(answer.size).isEqualTo(expected.size);
    assertThat(answer.rows).isEqualTo(expected.rows);
    assertThat(answer.findings).isEqualTo(expected.findings);
    assertThat(answer.remarks).isEqualTo(expected.remarks);
  }

  private static byte[] form(String name) throws IOException {
    try (InputStream in = FormsTest.class.getResourceAsStream("forms/" + name)) {
      return in.readAllBytes();
    }
  }

  private record Answer(
      String size, List<String> rows, List<String> findings, List<String> remarks) {
    static Answer of(byte[] bytes) throws IOException {
      Clients clients = new Clients(PresetRanges.NONE);
      Capture capture = new Capture(clients::add);
      capture.read(new ByteArrayInputStream(bytes));
      List<String> rows = new ArrayList<>();
      for (Object[] row : clients.rows()) {
        rows.add(Arrays.toString(row));
      }
      return new Answer(capture.size(), rows, clients.findings(), capture.remarks());
    }
  }
}
