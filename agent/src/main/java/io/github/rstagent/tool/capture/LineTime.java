// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times at the beginning of tcpdump's lines, in nanoseconds: {@code 16:18:41.55}, with {@code
 * -tt} seconds, with {@code -tttt} after a date, with {@code -ttt} since the line before, with
 * {@code -ttttt} since the first line. Tells the last two apart by what it is shown first.
 */
final class LineTime {
  static final long NONE = Long.MIN_VALUE;

  /**
   * What may stand before it: the mark of a quotation, white space, the number of -#; or anything,
   * such as another program's time, where it has at least microseconds and a packet follows.
   */
  private static final Pattern TIME =
      Pattern.compile(
          "(?:[\\s>]*+(?:\\d+ {2,3})?"
              + "|.*(?<![\\w.])(?=(?:\\d\\d:\\d\\d:\\d\\d|\\d{9,10})\\.\\d{6,9} .*(?: > |IP)))"
              + "(-)?(?:(?:(\\d{4})-(\\d\\d)-(\\d\\d) )?(\\d{2,3}):(\\d\\d):(\\d\\d)"
              + "|(\\d{1,10})(?=\\.))(?:\\.(\\d{1,9})\\d*)?(?![^ ])(?! +[\\d:]+\\.\\d{6})");

  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  /** So many times without one that falls are the times since the first line. */
  private static final int ENOUGH = 8;

  private final Matcher matcher = TIME.matcher("");
  private boolean differences;
  private boolean fromZero;
  private long count;
  private long falls;
  private long midnight;
  private long last;
  private long sum;

  /** Reads a time ahead of {@link #read}, to learn what the times count from. */
  void look(String line) {
    long time = parse(line);
    if (time == NONE || time >= DAY) {
      return;
    }
    fromZero |= count == 0 && time == 0;
    falls += time < last / 2 && time > last - DAY / 2 ? 1 : 0; // more than half a day is midnight
    last = time;
    count++;
  }

  /** Begins with the first line, after all that was looked at. */
  void rewind() {
    // Of differences every fourth falls, or so; of the others only packets that are out of order.
    differences = fromZero && falls * 10 > count;
    falls = 0;
    last = 0;
    count = 0;
  }

  /** The time of a line, or {@link #NONE}. Of lines in their order. */
  long read(String line) {
    long time = parse(line);
    if (time == NONE) {
      return NONE;
    }
    count++;
    if (differences) {
      sum += time;
      return sum;
    }
    boolean date = matcher.start(2) >= 0 || matcher.start(8) >= 0;
    if (!date && midnight + time < last - DAY / 2) {
      midnight += DAY;
    }
    long now = date ? time : midnight + time;
    falls += now < last - SECOND ? 1 : 0;
    last = now;
    return now;
  }

  /** Where the rest of the line begins. */
  int end() {
    return matcher.end();
  }

  /** What is to be known of the times, or {@code null}. */
  String remark() {
    if (differences) {
      return "its times are taken as those since the line before, as of 'tcpdump -ttt'";
    }
    if (fromZero && count > 1 && count < ENOUGH) {
      return "its times are taken as those since the first line ('tcpdump -ttttt'); whether they are"
          + " those since the line before (-ttt), so few lines do not tell";
    }
    return falls == 0
        ? null
        : "its times go back "
            + falls
            + (falls == 1 ? " time" : " times")
            + ": periods may be wrong; of 'tcpdump -ttt' the first line, at 00:00:00, is needed, too";
  }

  private long parse(String line) {
    if (!matcher.reset(line).lookingAt()) {
      return NONE;
    }
    try {
      long seconds =
          matcher.start(8) >= 0
              ? number(8)
              : (number(5) * 60 + number(6)) * 60
                  + number(7)
                  + (matcher.start(2) < 0
                      ? 0
                      : 86_400
                          * LocalDate.of((int) number(2), (int) number(3), (int) number(4))
                              .toEpochDay());
      long nanos = 0;
      if (matcher.start(9) >= 0) {
        nanos = number(9);
        for (int digits = matcher.end(9) - matcher.start(9); digits < 9; digits++) {
          nanos *= 10;
        }
      }
      long time = seconds * SECOND + nanos;
      return matcher.start(1) < 0 ? time : -time;
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  private long number(int group) {
    return Long.parseLong(matcher.group(group));
  }
}
