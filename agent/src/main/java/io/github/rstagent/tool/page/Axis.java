// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.util.ArrayList;
import java.util.List;

/**
 * The time axis that all series of a page share: a bounded number of equal slots. They get wider as
 * the recording turns out to be longer, and so a recording of any length fits.
 */
final class Axis {
  static final int SLOTS = 360;

  /** Milliseconds, each a multiple of the one before, so that slots can be added up. */
  private static final long[] WIDTHS = {
    1_000,
    5_000,
    10_000,
    30_000,
    60_000,
    300_000,
    600_000,
    1_800_000,
    3_600_000,
    21_600_000,
    86_400_000
  };

  private final List<Series> series = new ArrayList<Series>();
  private long width = WIDTHS[0];
  private long origin;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  Series newSeries() {
    Series added = new Series();
    series.add(added);
    return added;
  }

  void drop(Series dropped) {
    series.remove(dropped);
  }

  boolean isEmpty() {
    return first > last;
  }

  /** Of the first event, in milliseconds since 1970. */
  long first() {
    return first;
  }

  long last() {
    return last;
  }

  /** Milliseconds of one slot. */
  long width() {
    return width;
  }

  /** Where the first slot begins. */
  long origin() {
    return origin;
  }

  /** How many slots the recording takes. */
  int used() {
    return isEmpty() ? 0 : (int) ((last - origin) / width) + 1;
  }

  private void include(long millis) {
    boolean begins = isEmpty();
    if (!begins && millis >= first && millis <= last) {
      return;
    }
    first = Math.min(first, millis);
    last = Math.max(last, millis);
    long wider = width;
    while (Math.floorDiv(last, wider) - Math.floorDiv(first, wider) >= SLOTS) {
      wider = widerThan(wider);
    }
    long earlier = Math.floorDiv(first, wider) * wider;
    if (!begins && (wider != width || earlier != origin)) {
      for (Series moved : series) {
        moved.move(origin, width, earlier, wider);
      }
    }
    width = wider;
    origin = earlier;
  }

  private static long widerThan(long width) {
    for (long wider : WIDTHS) {
      if (wider > width) {
        return wider;
      }
    }
    return 2 * width;
  }

  /** How often something happened in each slot. */
  final class Series {
    private int[] counts = new int[SLOTS];
    private long total;

    private Series() {}

    void count(long millis) {
      include(millis);
      counts[(int) ((millis - origin) / width)]++;
      total++;
    }

    long total() {
      return total;
    }

    int at(int slot) {
      return counts[slot];
    }

    int most() {
      int most = 0;
      for (int count : counts) {
        most = Math.max(most, count);
      }
      return most;
    }

    private void move(long fromOrigin, long fromWidth, long toOrigin, long toWidth) {
      int[] moved = new int[SLOTS];
      for (int slot = 0; slot < SLOTS; slot++) {
        if (counts[slot] > 0) {
          moved[(int) ((fromOrigin + slot * fromWidth - toOrigin) / toWidth)] += counts[slot];
        }
      }
      counts = moved;
    }
  }
}
