// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code tcpdump -nn} prints, in today's format ({@code Flags [S.], seq 1, ack 2, ...,
 * length 0}) and in the one before tcpdump 4 ({@code S 1:1(0) ack 2 win 14480}).
 */
final class TcpdumpText {
  /** Of these many lines it learns what their times count from. */
  private static final int LOOK_AHEAD = 1_000;

  private static final Pattern NEW =
      Pattern.compile(
          "Flags \\[([^]]*)],(?: cksum [^,]*,)?(?: seq (\\d+)(?::(\\d+),|[, ])|(?= (?:ack|win|urg|options|length) ))");

  private static final Pattern OLD =
      Pattern.compile(
          "([SFRPUWE.]+)(?:, cksum [^,]*,)? (?:(\\d+):(\\d+)\\(\\d+\\)(?: (ack) |.?)|(ack) \\d.* win )");

  private static final Pattern OLD_CUT =
      Pattern.compile("[SFRPUWE.]+,? (?:cksum .*|ack .*|\\d+(?::.*)?)?");

  /** A packet within a packet; with -e its protocol is not named. */
  private static final Pattern WITHIN = Pattern.compile("IP6? |\\(|[0-9a-f:.]+ > ");

  /** Before TCP's ports, with no addresses between. */
  private static final Pattern EXTENSION_HEADER = Pattern.compile("(?:HBH|DSTOPT|RT6|frag) ");

  private static final Pattern BODY = Pattern.compile("(?:.*[\\s>])?\\S+ > \\S+: .*");

  private final Consumer<Segment> segments;
  private final Remarks remarks;
  private final LineTime times = new LineTime();
  private final Matcher modern = NEW.matcher("");
  private final Matcher old = OLD.matcher("");
  private long number;
  private String line;
  private long time;
  private long headTime = LineTime.NONE; // of a line of -v, whose packet is on the next one
  private boolean skipping; // what is on further lines without a time belongs to a skipped packet

  TcpdumpText(Consumer<Segment> segments, Remarks remarks) {
    this.segments = segments;
    this.remarks = remarks;
  }

  void read(BoundedLines text) throws IOException {
    List<String> first = new ArrayList<>();
    try {
      for (String next = text.next(); next != null; next = text.next()) {
        first.add(plain(next));
        times.look(first.get(first.size() - 1));
        if (first.size() == LOOK_AHEAD) {
          break;
        }
      }
    } finally {
      times.rewind();
      first.forEach(this::line);
    }
    for (String next = text.next(); next != null; next = text.next()) {
      line(plain(next));
    }
    if (times.remark() != null) {
      remarks.say(times.remark());
    }
  }

  /** Without colours, and with the blanks and the '>' that viewers spell in another way. */
  private static String plain(String line) {
    return line.indexOf(0x1B) < 0 && line.indexOf('&') < 0 && line.indexOf(0xA0) < 0
        ? line
        : line.replaceAll("\u001B\\[[0-9;]*[Km]", "")
            .replaceAll("\u00C2?\u00A0", " ")
            .replace("&gt;", ">");
  }

  private void line(String text) {
    number++;
    if (text.startsWith("\t0x")) {
      return; // bytes, of -x and -X
    }
    line = text;
    time = times.read(text);
    if (time != LineTime.NONE) {
      headTime = LineTime.NONE;
      skipping = false;
      packet(times.end());
    } else if (headTime != LineTime.NONE && BODY.matcher(text).matches()) {
      time = headTime;
      headTime = LineTime.NONE;
      packet(0);
    } else if (!skipping) {
      Foreign foreign = Foreign.of(text);
      if (foreign != null) {
        unreadable(foreign.text);
      }
    }
  }

  private void packet(int from) {
    String source = "";
    String destination = "";
    for (int arrow = line.indexOf(" > ", from);
        arrow >= 0;
        arrow = line.indexOf(" > ", arrow + 3)) {
      int colon = line.indexOf(": ", arrow);
      String right = colon < 0 ? "" : line.substring(arrow + 3, colon);
      if (right.isEmpty() || right.indexOf(' ') >= 0) {
        continue; // hardware addresses, of -e
      }
      String left = line.substring(Math.max(from, line.lastIndexOf(' ', arrow - 1) + 1), arrow);
      boolean ports = !source.isEmpty() && left.indexOf('.') < 0 && left.indexOf(':') < 0;
      source = ports ? source + '.' + left : left;
      destination = ports ? destination + '.' + right : right;
      int rest = line.startsWith("  ", colon + 1) ? colon + 3 : colon + 2;
      boolean within = looksAt(WITHIN, rest);
      boolean extended = looksAt(EXTENSION_HEADER, rest);
      if (!within && !(extended && line.indexOf(" > ", rest) >= 0)) {
        segment(Endpoint.parse(source), Endpoint.parse(destination), rest);
        return;
      }
    }
    if (line.endsWith(")")) {
      headTime = time;
    } else {
      other(from, line.contains(" IP") && !line.contains(" ARP"));
    }
  }

  private boolean looksAt(Pattern pattern, int from) {
    return pattern.matcher(line).region(from, line.length()).lookingAt();
  }

  private void segment(Endpoint source, Endpoint destination, int rest) {
    modern.reset(line).region(rest, line.length());
    old.reset(line).region(rest, line.length());
    Matcher match = modern.lookingAt() ? modern : old;
    if (match == old && !old.lookingAt()) {
      other(
          rest,
          line.startsWith("Flags [", rest)
              || line.startsWith("[|", rest)
              || line.startsWith("tcp ", rest)
              || OLD_CUT.matcher(line).region(rest, line.length()).matches());
    } else if (source == null || destination == null) {
      unreadable(Foreign.NAMES.text);
    } else {
      int flags = flags(match.group(1));
      flags |= match == old && (old.start(4) >= 0 || old.start(5) >= 0) ? Segment.ACK : 0;
      long begin = number(match, 2);
      long end = match.start(3) < 0 ? begin : number(match, 3);
      // Sequence numbers begin again at 2^32.
      segments.accept(
          new Segment(time, source, destination, flags, (end - begin) & 0xFFFF_FFFFL, end));
    }
  }

  /** No segment that can be read. */
  private void other(int rest, boolean cut) {
    skipping = true;
    Foreign foreign = Foreign.of(line);
    if (foreign != null && foreign != Foreign.NO_TIME) {
      unreadable(foreign.text);
    } else if (cut || line.length() < rest + "Flags [".length()) {
      unreadable(Remarks.CUT);
    } else if (line.startsWith("GRE", rest)) {
      remarks.skip("GRE");
    } else if (line.startsWith("VXLAN", rest) || line.startsWith("OTV", rest)) {
      remarks.skip("VXLAN");
    } else if (line.startsWith("Geneve", rest)) {
      remarks.skip("Geneve");
    } else if (line.startsWith("ip-proto-", rest) || line.startsWith("frag (", rest)) {
      remarks.skip(Remarks.FRAGMENT);
    } else {
      remarks.skip(Remarks.OTHER);
    }
  }

  private void unreadable(String why) {
    remarks.unreadable(why, number, line);
  }

  private static int flags(String letters) {
    int flags = 0;
    for (int i = 0; i < letters.length(); i++) {
      int bit = "FSRP.".indexOf(letters.charAt(i));
      flags |= bit < 0 ? 0 : 1 << bit;
    }
    return flags;
  }

  private static long number(Matcher match, int group) {
    String digits = match.group(group);
    return digits == null || digits.length() > 12 ? -1 : Long.parseLong(digits);
  }
}
