// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {
  private static final String ENDS = "10.0.8.3.5745 > 10.0.0.1.443";
  private static final String FLAGS = ENDS + ": Flags [S], seq 806033, win 14600, length 0";

  private final Segment segment = new Segment();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Flags [S], seq 806033, win 65495, options [mss 65495,sackOK], length 0 | S  | 0",
        "Flags [S.], seq 806033, ack 1, win 65495, options [mss 5], length 0    | SA | 0",
        "Flags [SEW], seq 806033, win 65495, length 0                           | S  | 0",
        "Flags [.], ack 1, win 64, options [nop,nop,TS val 1 ecr 3], length 0   | A  | 0",
        "Flags [R], seq 806034, win 0, length 0                                 | R  | 0",
        "Flags [R.], seq 1, ack 1, win 64, length 0                             | RA | 0",
        "Flags [F.], seq 1, ack 1, win 64, length 0                             | FA | 0",
        "Flags [P.], seq 1:518, ack 1, win 64, length 517                       | A  | 517",
        "Flags [FP.], seq 1:518, ack 1, win 64, length 517: HTTP: GET / HTTP/1  | FA | 517",
        "Flags [.], seq 4294967290:4, ack 1, win 64, length 10                  | A  | 10",
        "Flags [P.], cksum 0xfe38 (incorrect -> 0x3acd), seq 1:6, ack 1, win 4  | A  | 5",
        "S 806033:806033(0) win 14600 <mss 1460,sackOK,nop,wscale 8>            | S  | 0",
        "S 1720728675:1720728675(0) ack 806034 win 14480 <mss 1460>             | SA | 0",
        ". ack 1 win 58 <nop,nop,timestamp 2230744217 2425389802>               | A  | 0",
        "R 1:1(0) ack 1 win 58                                                  | RA | 0",
        "R 806034:806034(0) win 0                                               | R  | 0",
        "F 1:1(0) ack 1 win 58                                                  | FA | 0",
        "P 1:518(517) ack 1 win 58                                              | A  | 517",
        ". 1:1449(1448) ack 1 win 58                                            | A  | 1448",
        "FP 1:5(4) ack 1 win 58                                                 | FA | 4",
      })
  void readsBothFormats(String rest, String flags, long length) {
    assertThat(segment.read("16:18:41.553460 IP " + ENDS + ": " + rest))
        .isEqualTo(Segment.Kind.SEGMENT);
    assertThat(flags()).isEqualTo(flags);
    assertThat(segment.hasData() ? segment.length() : 0).isEqualTo(length);
    assertThat(segment.source()).isEqualTo("10.0.8.3.5745");
    assertThat(segment.destination()).isEqualTo("10.0.0.1.443");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "16:18:41.553460 IP " + FLAGS,
        "16:18:41.553460 eth0  In  IP " + FLAGS,
        "16:18:41.553460 lo    Out IP " + FLAGS,
        "2026-11-23 16:18:41.553460 eth0  B   IP " + FLAGS,
        "1795431838.404559 IP " + FLAGS,
        " 00:00:00.000017 IP " + FLAGS,
        "16:18:41.553460000 IP " + FLAGS,
        "16:18:41.553460 02:42:ac:11:00:02 > 02:42:ac:11:00:03, ethertype IPv4 (0x0800), length 74: "
            + FLAGS,
        "16:18:41.553460 02:42:ac:11:00:02 > 02:42:ac:11:00:03, ethertype 802.1Q (0x8100), length"
            + " 78: vlan 100, p 0, ethertype IPv4 (0x0800), "
            + FLAGS,
        "16:18:41.553460 lo    In  ifindex 1 00:00:00:00:00:00 ethertype IPv4 (0x0800), length 80: "
            + FLAGS,
        "16:18:41.553460 vlan 100, p 0, IP " + FLAGS,
      })
  void readsWhatStandsBefore(String line) {
    assertThat(segment.read(line)).isEqualTo(Segment.Kind.SEGMENT);
    assertThat(flags()).isEqualTo("S");
    assertThat(segment.source()).isEqualTo("10.0.8.3.5745");
  }

  @Test
  void readsVerboseOutput() {
    assertThat(
            segment.read(
                "11:03:58.404559 IP (tos 0x0, ttl 64, id 64907, offset 0, flags [DF], proto TCP (6),"
                    + " length 60)"))
        .isEqualTo(Segment.Kind.MORE);
    assertThat(segment.read("    " + FLAGS)).isEqualTo(Segment.Kind.SEGMENT);
    assertThat(segment.time() % 1_000_000_000L).isEqualTo(404_559_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2001:db8::3.5745 > 2001:db8::1.443 | 2001:db8::3.5745",
        "fe80::1.5745 > fe80::2.443         | fe80::1.5745",
        "::ffff:10.0.8.3.5745 > ::1.443     | ::ffff:10.0.8.3.5745"
      })
  void readsIpv6(String ends, String source) {
    assertThat(segment.read("16:18:41.553460 IP6 " + ends + ": Flags [R.], seq 1, ack 1, length 0"))
        .isEqualTo(Segment.Kind.SEGMENT);
    assertThat(segment.source()).isEqualTo(source);
    assertThat(flags()).isEqualTo("RA");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "16:18:41.553460 IP 10.0.8.3.53 > 10.0.0.1.4433: UDP, length 40",
        "16:18:41.553460 IP 10.0.8.3.53 > 10.0.0.1.4433: 12345+ A? example.com. (29)",
        "16:18:41.553460 IP 10.0.8.3 > 10.0.0.1: ICMP echo request, id 1, seq 1, length 64",
        "16:18:41.553460 IP6 fe80::1 > ff02::1: ICMP6, router advertisement, length 56",
        "16:18:41.553460 ARP, Request who-has 10.0.0.1 tell 10.0.8.3, length 28",
        "16:18:41.553460 arp who-has 10.0.0.1 tell 10.0.8.3",
        "16:18:41.553460 STP 802.1d, Config, Flags [none], bridge-id 8000.00:00, length 35",
        "16:18:41.553460 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto UDP (17), length 6)",
      })
  void skipsOtherProtocols(String line) {
    assertThat(segment.read(line)).isEqualTo(Segment.Kind.OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "16:18:41.553460 IP",
        "16:18:41.553460 IP 10.0.8.3.57",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.44",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [P",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [P.]",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [P.], seq 1:5",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: P 1:51(5",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: [|tcp]",
        "16:18:41.553460 IP localhost.5745 > localhost.https: Flags [S], seq 1, win 2, length 0",
        "IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [S], seq 806033, win 14600, length 0",
        // the system would be asked for that name
        "16:18:41.553460 IP 10.0.8.53..745 > 10.0.0.1.443: Flags [S], seq 1, win 2, length 0",
      })
  void ownsUpToWhatItCannotRead(String line) {
    assertThat(segment.read(line)).isEqualTo(Segment.Kind.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\t0x0000:  4500 003c fd8b 4000 4006 3d2a 7f00 0009  E..<..@.@.=*....",
        "tcpdump: listening on lo, link-type EN10MB (Ethernet), snapshot length 262144 bytes",
        "8 packets captured",
        "GET / HTTP/1.1",
      })
  void passesOverWhatIsNoPacket(String line) {
    assertThat(segment.read(line)).isEqualTo(Segment.Kind.MORE);
  }

  @ParameterizedTest
  @CsvSource({
    "16:18:41.553460, 16:18:42.553461",
    "23:59:59.900000, 00:00:00.900001",
    "2026-12-31 23:59:59.900000, 2027-01-01 00:00:00.900001",
    "1795431838.999999, 1795431840.000000",
  })
  void readsTimes(String first, String second) {
    segment.read(first + " IP " + FLAGS);
    long before = segment.time();
    segment.read(second + " IP " + FLAGS);

    assertThat(segment.time() - before).isEqualTo(1_000_001_000L);
  }

  @Test
  void tellsTimesSinceTheLastLineFromTimesSinceTheFirst() {
    long[] differences = times(" 00:00:00.000000", " 00:00:00.000017", " 00:00:00.000016");
    long[] elapsed = times(" 00:00:00.000000", " 00:00:00.000017", " 00:00:00.000033");

    assertThat(differences).containsExactly(0, 17_000, 33_000);
    assertThat(elapsed).containsExactly(0, 17_000, 33_000);
  }

  private static long[] times(String... lines) {
    Segment fresh = new Segment();
    long[] times = new long[lines.length];
    for (int i = 0; i < lines.length; i++) {
      fresh.read(lines[i] + " IP " + FLAGS);
      times[i] = fresh.time();
    }
    return times;
  }

  private String flags() {
    return (segment.isSyn() ? "S" : "")
        + (segment.isFin() ? "F" : "")
        + (segment.isRst() ? "R" : "")
        + (segment.isAck() ? "A" : "");
  }
}
