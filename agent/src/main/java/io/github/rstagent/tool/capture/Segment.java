// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

/**
 * One line of what {@code tcpdump -nn} prints, where it is a TCP segment: in today's format ({@code
 * Flags [S.], seq 1, ack 2, ..., length 0}) or in the one before tcpdump 4 ({@code S 1:1(0) ack 2
 * win 14480}). Read again and again, so that gigabytes leave no garbage but their lines.
 */
final class Segment {
  /** What a line is. */
  enum Kind {
    SEGMENT,
    /** Another protocol. */
    OTHER,
    /** Belongs to the line before: verbose output, payload. */
    MORE,
    /** Cut off, without a time, or with names for addresses. */
    UNREADABLE
  }

  private static final String FLAGS = "Flags [";

  private final LineTime lineTime = new LineTime();
  private String line;
  private long time;
  private long verboseTime = LineTime.NONE; // of a -v line, whose segment is on the next one
  private String source;
  private String destination;
  private boolean syn;
  private boolean ack;
  private boolean fin;
  private boolean rst;
  private boolean hasData;
  private long dataEnd;
  private long length;

  Kind read(String text) {
    line = text;
    long before = verboseTime;
    verboseTime = LineTime.NONE;
    if (before != LineTime.NONE && text.startsWith("    ")) {
      time = before;
      return segment(4);
    }
    if (text.isEmpty() || text.startsWith("\t") || text.startsWith("  ")) {
      return Kind.MORE;
    }
    time = lineTime.read(text);
    if (time == LineTime.NONE) {
      // -A and -X print payload; what looks like a packet has lost its time.
      return text.contains(" > ") && text.contains(": ") ? Kind.UNREADABLE : Kind.MORE;
    }
    return segment(lineTime.end());
  }

  private Kind segment(int from) {
    for (int arrow = line.indexOf(" > ", from);
        arrow >= 0;
        arrow = line.indexOf(" > ", arrow + 3)) {
      int colon = line.indexOf(": ", arrow + 3);
      String left = line.substring(Math.max(from, line.lastIndexOf(' ', arrow - 1) + 1), arrow);
      String right = colon < 0 ? "" : line.substring(arrow + 3, colon);
      if (right.isEmpty() || right.indexOf(' ') >= 0) {
        continue; // hardware addresses, of -e
      }
      int rest = colon + 2;
      boolean modern = line.startsWith(FLAGS, rest);
      if (!modern && !isOld(rest)) {
        return line.startsWith("[|", rest) ? Kind.UNREADABLE : Kind.OTHER;
      }
      if (!Endpoint.isNumeric(left) || !Endpoint.isNumeric(right)) {
        return Kind.UNREADABLE;
      }
      source = left;
      destination = right;
      return (modern ? modern(rest + FLAGS.length()) : old(rest)) ? Kind.SEGMENT : Kind.UNREADABLE;
    }
    int ip = line.indexOf("IP", from);
    if (ip >= 0 && (line.startsWith(" (tos", ip + 2) || line.startsWith("6 (", ip + 2))) {
      if (line.contains("proto TCP") || line.contains("header TCP")) {
        verboseTime = time;
        return Kind.MORE;
      }
      return Kind.OTHER;
    }
    return ip >= 0 && isBlank(ip - 1) && (isBlank(ip + 2) || line.startsWith("6 ", ip + 2))
        ? Kind.UNREADABLE // the rest is cut off
        : Kind.OTHER;
  }

  private boolean isBlank(int at) {
    return at < 0 || at >= line.length() || line.charAt(at) == ' ';
  }

  private boolean modern(int flags) {
    int close = line.indexOf(']', flags);
    if (close < 0 || !line.startsWith(", ", close + 1)) {
      return false;
    }
    flags(flags, close);
    int seq = line.indexOf(", seq ", close);
    if (seq < 0) {
      return noData();
    }
    int begin = seq + ", seq ".length();
    int end = numberEnd(begin);
    if (end < line.length() && line.charAt(end) == ':') {
      int dataEnds = numberEnd(end + 1);
      // Without what follows, the number itself may be cut off.
      return dataEnds < line.length() && line.charAt(dataEnds) == ',' && data(begin, end, dataEnds);
    }
    return end < line.length() && noData();
  }

  /** Flags, and then a number, a range or an ack. */
  private boolean isOld(int from) {
    int end = from;
    while (end < line.length() && "SFRPUWE.".indexOf(line.charAt(end)) >= 0) {
      end++;
    }
    if (end == from || end >= line.length() || line.charAt(end) != ' ') {
      return false;
    }
    int number = numberEnd(end + 1);
    return line.startsWith("ack ", end + 1)
        || (number > end + 1
            && (number == line.length() || line.charAt(number) == ':' || number - end > 7));
  }

  private boolean old(int from) {
    int end = line.indexOf(' ', from);
    flags(from, end);
    ack = line.startsWith("ack ", end + 1) || line.indexOf(" ack ", end) >= 0;
    int number = numberEnd(end + 1);
    if (number == end + 1) {
      return line.indexOf(" win ", end) >= 0 && noData();
    }
    if (number >= line.length() || line.charAt(number) != ':') {
      return false;
    }
    int dataEnds = numberEnd(number + 1);
    int close = line.indexOf(')', dataEnds);
    return close > 0 && line.charAt(dataEnds) == '(' && data(end + 1, number, dataEnds);
  }

  private void flags(int from, int to) {
    syn = false;
    ack = false;
    fin = false;
    rst = false;
    for (int i = from; i < to; i++) {
      char flag = line.charAt(i);
      syn |= flag == 'S';
      fin |= flag == 'F';
      rst |= flag == 'R';
      ack |= flag == '.';
    }
  }

  private boolean noData() {
    hasData = false;
    length = 0;
    return true;
  }

  private boolean data(int begin, int colon, int end) {
    long first = number(begin, colon);
    dataEnd = number(colon + 1, end);
    length = dataEnd - first & 0xFFFF_FFFFL; // sequence numbers begin again at 2^32
    hasData = length > 0;
    return true;
  }

  private int numberEnd(int from) {
    int end = from;
    while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private long number(int from, int to) {
    long number = 0;
    for (int i = from; i < to && i - from < 12; i++) {
      number = number * 10 + line.charAt(i) - '0';
    }
    return number;
  }

  /** In nanoseconds since whenever. */
  long time() {
    return time;
  }

  /** As printed: {@code 10.0.8.3.5745}. */
  String source() {
    return source;
  }

  String destination() {
    return destination;
  }

  boolean isSyn() {
    return syn;
  }

  boolean isAck() {
    return ack;
  }

  boolean isFin() {
    return fin;
  }

  boolean isRst() {
    return rst;
  }

  boolean hasData() {
    return hasData;
  }

  /** Where its data end in the sender's sequence. */
  long dataEnd() {
    return dataEnd;
  }

  /** Bytes of data. */
  long length() {
    return length;
  }
}
