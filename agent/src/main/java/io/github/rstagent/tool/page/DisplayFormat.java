// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, durations and times as people read them. */
final class DisplayFormat {
  private final ZoneId zone;

  DisplayFormat(ZoneId zone) {
    this.zone = zone;
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String number(long count, String one, String many) {
    return number(count) + ' ' + (count == 1 ? one : many);
  }

  static String port(int port) {
    return port < 0 ? ":?" : ":" + port;
  }

  /** A length of time, roughly: {@code 48 s}, {@code 2 h 5 min}. */
  static String span(long millis) {
    long seconds = Math.round(millis / 1000.0);
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 120) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48
        ? hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min")
        : hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
  }

  /** The width of a slot: {@code 1 s}, {@code 5 min}. */
  static String slot(long millis) {
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + " d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  String dateTime(long millis) {
    return format(millis, "uuuu-MM-dd HH:mm:ss");
  }

  /** As short as the distance to the next tick allows. */
  String tick(long millis, long step) {
    return format(millis, step < 60_000 ? "HH:mm:ss" : step < 43_200_000 ? "HH:mm" : "MM-dd HH:mm");
  }

  String time(long millis) {
    return format(millis, "HH:mm:ss");
  }

  String offset(long millis) {
    return "UTC" + format(millis, "xxx").replace("+00:00", "");
  }

  /** Milliseconds by which local time is ahead at that moment. */
  long ahead(long millis) {
    return at(millis).getOffset().getTotalSeconds() * 1000L;
  }

  private String format(long millis, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at(millis));
  }

  private ZonedDateTime at(long millis) {
    return Instant.ofEpochMilli(millis).atZone(zone);
  }
}
