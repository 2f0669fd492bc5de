// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.page;

import java.util.Arrays;

/**
 * When something happened, as far as there is room: events do not come out of a recording in the
 * order in which they happened, so that intervals can only be told at the end.
 */
final class Moments {
  /** Of all the moments of a page; 16 MB. */
  static final class Room {
    private int left = 2_000_000;
  }

  private final Room room;
  private long[] millis = {};
  private int size;
  private boolean complete = true;

  Moments(Room room) {
    this.room = room;
  }

  void add(long moment) {
    if (size == millis.length && room.left > 0) {
      int more = Math.min(room.left, Math.max(16, size));
      room.left -= more;
      millis = Arrays.copyOf(millis, size + more);
    }
    if (size < millis.length) {
      millis[size++] = moment;
    } else {
      complete = false;
    }
  }

  /** Gives the room back. */
  void clear() {
    room.left += millis.length;
    millis = new long[0];
    size = 0;
    complete = false;
  }

  Period period() {
    long[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return Period.of(sorted, complete);
  }
}
