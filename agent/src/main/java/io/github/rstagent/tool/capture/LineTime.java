// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * The time at the beginning of tcpdump's lines, in nanoseconds since whenever: {@code 16:18:41.55},
 * with {@code -tt} seconds, with {@code -tttt} after a date, with {@code -ttt} since the last line,
 * with {@code -ttttt} since the first one.
 */
final class LineTime {
  static final long NONE = Long.MIN_VALUE;

  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  private String line;
  private int at;
  private long midnight;
  private long last;
  private boolean differences;
  private long sum;

  /** The time, or {@link #NONE}. Of lines in their order. */
  long read(String text) {
    line = text;
    at = 0;
    boolean relative = text.startsWith(" "); // -ttt and -ttttt leave room for a sign
    at = relative ? 1 : 0;
    long date = date();
    long time = date == NONE ? NONE : clock();
    if (time == NONE) {
      at = relative ? 1 : 0;
      return seconds();
    }
    if (relative) {
      return relative(time);
    }
    if (date != 0) {
      return date + time;
    }
    if (midnight + time < last - DAY / 2) {
      midnight += DAY;
    }
    last = midnight + time;
    return last;
  }

  /** Where the rest of the line begins. */
  int end() {
    return at;
  }

  /** Times since the first line never go back, and those since the last line soon do. */
  private long relative(long time) {
    sum += time;
    differences |= time < last;
    last = time;
    return differences ? sum : time;
  }

  /** A date and the blank behind it; 0 where there is none. */
  private long date() {
    if (line.length() < at + 11 || line.charAt(at + 4) != '-' || line.charAt(at + 7) != '-') {
      return 0;
    }
    int year = digits(at, 4);
    int month = digits(at + 5, 2);
    int day = digits(at + 8, 2);
    if (year < 0 || month < 0 || day < 0 || line.charAt(at + 10) != ' ') {
      return NONE;
    }
    try {
      long date = LocalDate.of(year, month, day).toEpochDay() * DAY;
      at += 11;
      return date;
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  private long clock() {
    if (line.length() < at + 9 || line.charAt(at + 2) != ':' || line.charAt(at + 5) != ':') {
      return NONE;
    }
    int hours = digits(at, 2);
    int minutes = digits(at + 3, 2);
    int seconds = digits(at + 6, 2);
    if (hours < 0 || minutes < 0 || seconds < 0) {
      return NONE;
    }
    at += 8;
    return (hours * 3_600L + minutes * 60L + seconds) * SECOND + fraction();
  }

  private long seconds() {
    int begin = at;
    long seconds = 0;
    while (at < line.length() && isDigit(line.charAt(at)) && at - begin < 10) {
      seconds = seconds * 10 + line.charAt(at++) - '0';
    }
    if (at == begin || at == line.length() || line.charAt(at) != '.') {
      return NONE;
    }
    return seconds * SECOND + fraction();
  }

  /** What follows the point, micro- or nanoseconds; 0 where nothing does. */
  private long fraction() {
    long nanos = 0;
    if (at < line.length() && line.charAt(at) == '.') {
      long unit = SECOND / 10;
      for (at++; at < line.length() && isDigit(line.charAt(at)); at++) {
        nanos += (line.charAt(at) - '0') * unit;
        unit /= 10;
      }
    }
    return nanos;
  }

  private int digits(int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      if (!isDigit(line.charAt(i))) {
        return -1;
      }
      number = number * 10 + line.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
