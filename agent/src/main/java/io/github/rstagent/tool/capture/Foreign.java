// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.util.regex.Pattern;

/** Lines of packets that hold too little, or come from another program. */
enum Foreign {
  PACKED(
      "^(?:\\(\u00B5/\u00FD|\u00FD7zXZ|BZh\\d|\4\"M\30|PK\3\4)",
      "of a file packed by zstd, xz, bzip2, lz4 or zip; accepted: the same unpacked, or gzipped"),
  SNOOP("^snoop\0", "of a snoop file; accepted: pcap or pcapng, as editcap makes them of it"),
  QUIET(
      ": tcp \\d+\\W*$",
      "without flags, as 'tcpdump -q' prints them; accepted: tcpdump -nn, without -q"),
  NAMES("^\\b$", "with names for addresses or ports; accepted: tcpdump -nn"),
  NO_TIME(
      "^[\\s>]*IP6? .* > .*: |> \\S+: Flags \\[",
      "without a time that is known, as 'tcpdump -t' prints them; accepted: tcpdump -nn, without -t"),
  TSHARK(
      "\\bTCP\\W+\\d+\\W.*\\[[A-Z, ]+]",
      "of tshark or Wireshark; accepted: the capture file itself, or tshark -w - | java -jar rst-agent.jar who"),
  PKTMON(
      "PktGroupId ",
      "of pktmon; accepted: the file that 'pktmon etl2pcap PktMon.etl -o PktMon.pcapng' makes");

  private final Pattern pattern;

  /** What the lines are, and what is accepted. */
  final String text;

  Foreign(String pattern, String text) {
    this.pattern = Pattern.compile(pattern);
    this.text = text;
  }

  /** What a line is, or {@code null}. */
  static Foreign of(String line) {
    for (Foreign foreign : values()) {
      if (foreign.pattern.matcher(line).find()) {
        return foreign;
      }
    }
    return null;
  }
}
