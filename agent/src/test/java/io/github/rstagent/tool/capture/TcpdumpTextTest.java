// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpdumpTextTest {
  private static final String ENDS = "10.0.8.3.5745 > 10.0.0.1.443";
  private static final String FLAGS = ENDS + ": Flags [S], seq 806033, win 14600, length 0";

  private final List<Segment> segments = new ArrayList<>();
  private final Remarks remarks = new Remarks();

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
        "P, cksum 0x1234 (correct), 1:5(4) ack 1 win 58                         | A  | 4",
        "R, cksum 0x1234 (incorrect (-> 0x4321), 1:1(0) ack 1 win 58            | RA | 0",
      })
  void readsBothFormats(String rest, String flags, long length) {
    read("16:18:41.553460 IP " + ENDS + ": " + rest);
    assertThat(flags()).isEqualTo(flags);
    assertThat(segments.get(0).length).isEqualTo(length);
    assertThat(text(segments.get(0).source)).isEqualTo("10.0.8.3.5745");
    assertThat(text(segments.get(0).destination)).isEqualTo("10.0.0.1.443");
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
        "    1  16:18:41.553460 IP " + FLAGS,
        "    1   00:00:00.000017 eth0  In  IP " + FLAGS,
        "\t16:18:41.553460 IP " + FLAGS,
        "    16:18:41.553460 IP " + FLAGS,
        "> 16:18:41.553460 IP " + FLAGS,
        ">>     1  16:18:41.553460 IP " + FLAGS,
        // what other programs put in front
        "\uFEFF16:18:41.553460 IP " + FLAGS,
        "     1\t16:18:41.553460 IP " + FLAGS,
        "      1 16:18:41.553460 IP " + FLAGS,
        "12:16:18:41.553460 IP " + FLAGS,
        "dump.txt:12:16:18:41.553460 IP " + FLAGS,
        "dump.txt:1795431838.404559 IP " + FLAGS,
        "Nov 28 16:18:40 lb1 tcpdump[4711]: 16:18:41.553460 IP " + FLAGS,
        "Nov 28 16:18:40.123456 lb1 tcpdump[4711]: 16:18:41.553460 IP " + FLAGS,
        "2026-11-28T16:18:40.123456789Z 16:18:41.553460 eth0  In  IP " + FLAGS,
        "2026-11-28 16:18:40.123\t16:18:41.553460 IP " + FLAGS,
        "00:00:07 16:18:41.553460 IP " + FLAGS,
        "16:18:40.123456 16:18:41.553460 IP " + FLAGS,
        "tcpdump-1  | 16:18:41.553460 IP " + FLAGS,
        "[pod/gateway-7d9f/tcpdump] 16:18:41.553460 eth0  In  IP " + FLAGS,
        "    \"16:18:41.553460 IP " + FLAGS + "\",",
        "* `16:18:41.553460 IP " + FLAGS + "`",
        "   1: 16:18:41.553460 802.1Q vlan#10 P0 " + ENDS + ": S 1:1(0) win 64240",
        // and what viewers make of it
        "\u001B[32m16:18:41.553460 IP 10.0.8.\u001B[01;31m\u001B[K3\u001B[m\u001B[K.5745 > 10.0.0.1.443:"
            + " Flags [S], seq 806033, win 14600, length 0\u001B[0m",
        "16:18:41.553460 IP 10.0.8.3.5745 &gt; 10.0.0.1.443: Flags [S], seq 806033, length 0",
        "16:18:41.553460\u00C2\u00A0IP\u00A010.0.8.3.5745\u00A0>\u00C2\u00A010.0.0.1.443: Flags"
            + "\u00A0[S],\u00A0seq\u00A0806033,\u00A0win\u00A014600,\u00A0length\u00A00",
      })
  void readsWhatStandsBefore(String line) {
    read(line);
    assertThat(flags()).isEqualTo("S");
    assertThat(text(segments.get(0).source)).isEqualTo("10.0.8.3.5745");
  }

  /** The last of several times is the packet's. */
  @ParameterizedTest
  @ValueSource(
      strings = {"00:00:07 ", "Nov 28 16:00:00.123456 lb1 tcpdump[1]: ", "16:00:01.123456 "})
  void takesThePacketsOwnTime(String before) {
    read(before + "16:18:41.553460 IP " + FLAGS);
    assertThat(segments.get(0).time)
        .isEqualTo((16 * 3_600 + 18 * 60 + 41) * 1_000_000_000L + 553_460_000);
  }

  /** An address, a hardware address and a port are no times. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype IPv4 (0x0800), length 74: " + FLAGS,
        "IP6 2001:db8:10:20:30.44300 > 2001:db8::1.443: Flags [S], seq 1, win 2, length 0",
        "000017 IP " + FLAGS, // tcpdump 3: -ttt
        "1. 999700 IP " + FLAGS,
        "eth0  In  IP " + FLAGS,
        "    " + FLAGS, // -t -v
      })
  void namesLinesWithoutATime(String line) {
    read(line);
    assertThat(segments).isEmpty();
    assertThat(remarks.all())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("1 line without a time that");
  }

  @Test
  void readsVerboseOutputBehindWhatOtherProgramsPrint() {
    String before = "2026-11-28T11:03:58.123456789Z ";
    read(
        before + "11:03:58.404559 IP (tos 0x0, ttl 64, id 6, offset 0, proto TCP (6), length 60)",
        before + "    " + FLAGS);
    assertThat(flags()).isEqualTo("S");
    assertThat(segments.get(0).time % 1_000_000_000L).isEqualTo(404_559_000L);
  }

  @Test
  void readsVerboseOutput() {
    read(
        "11:03:58.404559 IP (tos 0x0, ttl 64, id 6, offset 0, flags [DF], proto TCP (6), length 60)",
        "    " + FLAGS,
        "\t0x0000:  4500 003c",
        "11:03:58.404560 IP (tos 0x0, ttl 64, id 6, offset 0, flags [DF], proto UDP (17), length 6)",
        "    10.0.8.3.53 > 10.0.0.1.4433: [udp sum ok] UDP, length 40");
    assertThat(segments).hasSize(1);
    assertThat(segments.get(0).time % 1_000_000_000L).isEqualTo(404_559_000L);
    assertThat(remarks.all()).containsExactly("skipped: 1 of other protocols");
  }

  /** Of each of them, the innermost TCP segment. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "16:18:41.553460 IP 203.0.113.1 > 198.51.100.7: IP " + FLAGS,
        "16:18:41.553460 02:00:00:00:00:02 > 02:00:00:00:00:01, ethertype IPv4 (0x0800), length 74:"
            + " 203.0.113.1 > 198.51.100.7: "
            + FLAGS,
        "16:18:41.553460 IP6 2001:db8::1 > 2001:db8::2: IP " + FLAGS,
        "16:18:41.553460 PPPoE  [ses 0x1] IP " + FLAGS,
        "16:18:41.553460 MPLS (label 16, tc 0, [S], ttl 64) IP " + FLAGS,
      })
  void readsPacketsInPackets(String line) {
    readsWhatStandsBefore(line);
  }

  @Test
  void readsPacketsInPacketsInVerboseOutput() {
    read(
        "11:03:58.001100 IP (tos 0x0, ttl 64, offset 0, flags [none], proto IPIP (4), length 60)",
        "    203.0.113.1 > 198.51.100.7: IP (tos 0x0, ttl 64, proto TCP (6), length 40)",
        "    " + FLAGS);
    assertThat(segments).hasSize(1);
    assertThat(text(segments.get(0).source)).isEqualTo("10.0.8.3.5745");
  }

  /** What a tunnel carries is not looked at, in text as in files. */
  @Test
  void skipsTunnelsAndLaterFragments() {
    read(
        "16:18:41.553460 IP 203.0.113.1 > 198.51.100.7: GREv0, length 44: IP " + FLAGS,
        "16:18:41.553460 IP 203.0.113.1.5 > 198.51.100.7.4789: VXLAN, flags [I] (0x08), vni 1",
        "IP " + FLAGS,
        "16:18:41.553460 IP 203.0.113.1.5 > 198.51.100.7.8472: OTV, flags [I] (0x08), overlay 0",
        "IP " + FLAGS,
        "16:18:41.553460 IP 203.0.113.1.5 > 198.51.100.7.6081: Geneve, Flags [none], vni 0x1: IP "
            + FLAGS,
        "16:18:41.553460 IP 192.0.2.10 > 198.51.100.7: ip-proto-6",
        "16:18:41.553460 IP6 2001:db8::1 > 2001:db8::2: frag (128|20)");
    assertThat(segments).isEmpty();
    assertThat(remarks.all())
        .containsExactly("skipped: 1 GRE, 2 VXLAN, 1 Geneve, 2 later fragments");
  }

  /** After those headers tcpdump prints TCP's ports alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HBH DSTOPT ",
        "HBH (padn) DSTOPT (padn) ",
        "RT6 (len=0, type=4, segleft=0, last-entry=0, tag=0) ",
        "frag (0x00000009:0|20) "
      })
  void readsExtensionHeaders(String headers) {
    read(
        "11:03:58.0006 IP6 2001:db8::1 > 2001:db8::2: "
            + headers
            + "40000 > 8080: Flags [S], seq 1000, win 64240, length 0");
    assertThat(text(segments.get(0).source)).isEqualTo("2001:db8:0:0:0:0:0:1.40000");
    assertThat(text(segments.get(0).destination)).isEqualTo("2001:db8:0:0:0:0:0:2.8080");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2001:db8::3.5745 > 2001:db8::1.443 | 2001:db8:0:0:0:0:0:3.5745",
        "fe80::1.5745 > fe80::2.443         | fe80:0:0:0:0:0:0:1.5745",
        "fe80::1%eth0.100.5745 > fe80::2%eth0.100.443 | fe80:0:0:0:0:0:0:1.5745",
        "::ffff:10.0.8.3.5745 > ::1.443     | 10.0.8.3.5745"
      })
  void readsIpv6(String ends, String source) {
    read("16:18:41.553460 IP6 " + ends + ": Flags [R.], seq 1, ack 1, length 0");
    assertThat(text(segments.get(0).source)).isEqualTo(source);
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
        "16:18:41.553460 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff, ethertype ARP (0x0806), length 42:"
            + " Ethernet (len 6), IPv4 (len 4), Request who-has 10.0.0.1 tell 10.0.8.3, length 28",
        "16:18:41.553460 STP 802.1d, Config, Flags [none], bridge-id 8000.00:00, length 35",
      })
  void skipsOtherProtocols(String line) {
    read(line);
    assertThat(segments).isEmpty();
    assertThat(remarks.all()).containsExactly("skipped: 1 of other protocols");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "16:18:41.553460 IP",
        "16:18:41.553460 IP 10.0.8.3.57",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.44",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [P",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [P.]",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [P.],",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [P.], se",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [P.], seq 1:5",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: P 1:51(5",
        "16:18:41.553460 IP 10.0.8.3.5745 > 10.0.0.1.443: [|tcp]",
        "16:18:41.553460 IP localhost.5745 > localhost.https: Flags [S], seq 1, win 2, length 0",
        "IP 10.0.8.3.5745 > 10.0.0.1.443: Flags [S], seq 806033, win 14600, length 0",
        // the system would be asked for that name
        "16:18:41.553460 IP 10.0.8.53..745 > 10.0.0.1.443: Flags [S], seq 1, win 2, length 0",
      })
  void ownsUpToWhatItCannotRead(String line) {
    read(line);
    assertThat(segments).isEmpty();
    assertThat(remarks.all()).hasSize(1).first().asString().startsWith("1 line ");
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
    read(line);
    assertThat(segments).isEmpty();
    assertThat(remarks.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "16:18:41.553460, 16:18:42.553461",
    "23:59:59.900000, 00:00:00.900001",
    "2026-12-31 23:59:59.900000, 2027-01-01 00:00:00.900001",
    "1795431838.999999, 1795431840.000000",
  })
  void readsTimes(String first, String second) {
    read(first + " IP " + FLAGS, second + " IP " + FLAGS);

    assertThat(segments.get(1).time - segments.get(0).time).isEqualTo(1_000_001_000L);
    assertThat(remarks.all()).isEmpty();
  }

  /** As all releases print them, those with a blank in front and those without. */
  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void tellsTimesSinceTheLastLineFromTimesSinceTheFirst(String blank) {
    long[] differences =
        times(
            blank,
            "00.000000",
            "00.000017",
            "02.000000",
            "00.000016",
            "00.000010",
            "00.000010",
            "01.500000",
            "00.000010");
    assertThat(differences)
        .containsExactly(
            0,
            17_000,
            2_000_017_000L,
            2_000_033_000L,
            2_000_043_000L,
            2_000_053_000L,
            3_500_053_000L,
            3_500_063_000L);
    assertThat(remarks.all())
        .containsExactly(
            "its times are taken as those since the line before, as of 'tcpdump -ttt'");
  }

  /** Packets out of order, as -i any brings them, are no reason to doubt. */
  @Test
  void takesTimesThatGrowAsThoseSinceTheFirst() {
    long[] elapsed =
        times(
            "",
            "00.000000",
            "00.000017",
            "00.000033",
            "00.000030",
            "02.000000",
            "03.000000",
            "03.100000",
            "03.000001",
            "03.000002",
            "03.000003",
            "03.000004");
    assertThat(elapsed).startsWith(0, 17_000, 33_000, 30_000, 2_000_000_000L);
    assertThat(remarks.all()).isEmpty();
  }

  @Test
  void saysWhereTheTimesCannotBeTold() {
    times("", "00.000000", "00.000017", "00.000033");
    assertThat(remarks.all()).hasSize(1).first().asString().contains("so few lines do not tell");
  }

  /** As where the first line of -ttt is missing. */
  @Test
  void saysWhereTimesGoBack() {
    times("", "02.000000", "00.000017", "02.000000", "00.000016");
    assertThat(remarks.all())
        .containsExactly(
            "its times go back 2 times: periods may be wrong; of 'tcpdump -ttt' the first line, at"
                + " 00:00:00, is needed, too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'16:18:41.55 IP 10.0.8.3.57 > 10.0.0.1.443: tcp 0'                        | tcpdump -q",
        "'16:18:41.55 IP localhost.57 > localhost.443: Flags [S], seq 1, length 0' | names for",
        "'IP 10.0.8.3.57 > 10.0.0.1.443: Flags [S], seq 1, win 2, length 0'        | tcpdump -t'",
        "'    1 0.000000000 192.0.2.1 → 192.0.2.2 TCP 74 40 → 80 [SYN] Seq=0'      | of tshark",
        "'   1   0.000000 192.0.2.1 -> 192.0.2.2 TCP 74 40 > 80 [SYN, ACK] Seq=0'  | of tshark",
        "'      1 0.000000   192.0.2.1    192.0.2.2    TCP      62   40 → 80 [SYN]' | or Wireshark",
        "'\"1\",\"0.0\",\"192.0.2.1\",\"192.0.2.2\",\"TCP\",\"62\",\"40  >  80 [SYN]\"' | or Wireshark",
        "'16:18:41.553460000 PktGroupId 1, PktNumber 1, Appearance 1, Direction Rx' | of pktmon",
      })
  void namesTextOfOtherKinds(String line, String kind) {
    read(line);
    assertThat(segments).isEmpty();
    assertThat(remarks.all()).hasSize(1);
    assertThat(remarks.all().get(0)).contains(kind, "; accepted: ", "the first is line 1: '");
  }

  private long[] times(String blank, String... seconds) {
    read(
        Arrays.stream(seconds)
            .map(time -> blank + "00:00:" + time + " IP " + FLAGS)
            .toArray(String[]::new));
    return segments.stream().mapToLong(segment -> segment.time).toArray();
  }

  private void read(String... lines) {
    try {
      new TcpdumpText(segments::add, remarks)
          .read(new BoundedLines(new StringReader(String.join("\n", lines))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Endpoint end) {
    return end.address().getHostAddress() + "." + end.port();
  }

  private String flags() {
    Segment segment = segments.get(0);
    return (segment.has(Segment.SYN) ? "S" : "")
        + (segment.has(Segment.FIN) ? "F" : "")
        + (segment.has(Segment.RST) ? "R" : "")
        + (segment.has(Segment.ACK) ? "A" : "");
  }
}
