// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

/** One TCP segment, whether a capture's file or its text shows it: immutable. */
final class Segment {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int ACK = 0x10;

  /** In nanoseconds since a moment that is the same for the whole capture. */
  final long time;

  final Endpoint source;
  final Endpoint destination;

  /** Bytes of data. */
  final long length;

  private final long dataEnd;
  private final int flags;

  /**
   * @param flags as TCP numbers them
   * @param dataEnd where the data end in the sender's sequence, or would; -1 where it is not known
   */
  Segment(long time, Endpoint source, Endpoint destination, int flags, long length, long dataEnd) {
    this.time = time;
    this.source = source;
    this.destination = destination;
    this.flags = flags;
    this.length = length;
    this.dataEnd = dataEnd;
  }

  /** Whether it has one of these flags. */
  boolean has(int any) {
    return (flags & any) != 0;
  }

  /** The number of its first byte, or of the next one; -1 where it is not known. */
  long begin() {
    long behindSyn = has(SYN) ? 1 : 0;
    return dataEnd < 0 ? -1 : (dataEnd - length + behindSyn) & 0xFFFF_FFFFL;
  }

  /** Whether it asks for a new connection. */
  boolean opens() {
    return (flags & (SYN | ACK | RST)) == SYN;
  }
}
