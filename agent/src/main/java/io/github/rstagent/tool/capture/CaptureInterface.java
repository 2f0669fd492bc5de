// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.nio.ByteBuffer;

/** An interface that a pcapng file has packets of: immutable. */
final class CaptureInterface {
  private static final int RESOLUTION = 9;
  private static final int BASE_2 = 0x80;

  final int linkType;
  private final double ticksPerSecond;

  private CaptureInterface(int linkType, int resolution) {
    this.linkType = linkType;
    this.ticksPerSecond =
        (resolution & BASE_2) == 0 ? Math.pow(10, resolution) : Math.pow(2, resolution & ~BASE_2);
  }

  /** Of its block's bytes, so many of them. */
  static CaptureInterface of(ByteBuffer block, int length) {
    int resolution = 6; // microseconds, where it does not say
    for (int at = 8; at + 5 <= length; ) {
      int option = block.getShort(at);
      int size = block.getShort(at + 2) & 0xFFFF;
      if (option == RESOLUTION && size == 1) {
        resolution = block.get(at + 4) & 0xFF;
      }
      at += 4 + ((size + 3) & ~3);
    }
    return new CaptureInterface(block.getShort(0) & 0xFFFF, resolution);
  }

  /** The time of so many ticks. */
  long nanos(long ticks) {
    long nanosPerTick = (long) (1e9 / ticksPerSecond);
    return nanosPerTick * ticksPerSecond == 1e9
        ? nanosPerTick * ticks
        : (long) (ticks / ticksPerSecond * 1e9);
  }
}
