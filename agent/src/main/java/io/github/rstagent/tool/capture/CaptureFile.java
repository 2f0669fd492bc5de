// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a capture file, pcap (draft-ietf-opsawg-pcap) or pcapng (draft-ietf-opsawg-pcapng). Of a
 * packet only the beginning is kept, so that no length in the file decides how much memory it
 * takes.
 */
final class CaptureFile {
  private static final int MICROS = 0xA1B2C3D4;
  private static final int NANOS = 0xA1B23C4D;
  private static final long SECOND = 1_000_000_000L;

  // Types of pcapng's blocks.
  private static final int SECTION = 0x0A0D0D0A;
  private static final int INTERFACE = 1;
  private static final int OLD_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int PACKET = 6;

  private static final int SECTION_ORDER = 0x1A2B3C4D;

  /** libpcap captures no more of a packet. */
  private static final int LONGEST_PACKET = 262_144;

  /** More than all headers of a packet take, or what describes an interface. */
  private static final int KEPT = 2_048;

  /** Further ones are not remembered. */
  private static final int INTERFACES = 4_096;

  private final InputStream in;
  private final PacketReader packets;
  private final Remarks remarks;
  private final ByteBuffer kept = ByteBuffer.allocate(KEPT);
  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private long position;

  /**
   * @param in that can be marked
   */
  CaptureFile(InputStream in, Consumer<Segment> segments, Remarks remarks) {
    this.in = in;
    this.remarks = remarks;
    this.packets = new PacketReader(segments, remarks);
  }

  /** Whether a file that begins with this number, big-endian, is one. */
  static boolean begins(int magic) {
    return magic == SECTION || order(magic, MICROS) != null || order(magic, NANOS) != null;
  }

  private static ByteOrder order(int number, int expected) {
    return number == expected
        ? ByteOrder.BIG_ENDIAN
        : number == Integer.reverseBytes(expected) ? ByteOrder.LITTLE_ENDIAN : null;
  }

  void read() throws IOException {
    try {
      boolean whole = true;
      while (whole && !isOver()) { // captures in a row, as of 'cat'
        kept.order(ByteOrder.BIG_ENDIAN);
        read(4);
        int magic = kept.getInt(0);
        whole = magic == SECTION ? blocks() : records(magic);
      }
      if (!whole) {
        remarks.say("damaged before byte " + position + ": what follows is not read");
      }
    } catch (EOFException e) {
      remarks.say("ends in the middle of a packet");
    }
  }

  /** Reads the rest of a pcap file, up to another file; false where it is damaged. */
  private boolean records(int magic) throws IOException {
    boolean nanos = order(magic, NANOS) != null;
    kept.order(order(magic, nanos ? NANOS : MICROS));
    read(20);
    int linkType = kept.getInt(16) & 0xFFFF;
    while (!isOver()) {
      in.mark(16);
      read(16);
      if (begins(kept.getInt(0))) { // in any order of its bytes
        in.reset();
        position -= 16;
        break;
      }
      long seconds = kept.getInt(0) & 0xFFFF_FFFFL;
      long time = seconds * SECOND + kept.getInt(4) * (nanos ? 1L : 1_000L);
      int captured = kept.getInt(8);
      int original = kept.getInt(12);
      if (captured < 0 || captured > LONGEST_PACKET) {
        return false;
      }
      read(captured);
      packet(linkType, time, 0, captured, original);
    }
    return true;
  }

  /** Reads the rest of a pcapng file; false where it is damaged. */
  private boolean blocks() throws IOException {
    for (int type = SECTION; ; type = kept.getInt(0)) {
      read(type == SECTION ? 8 : 4); // its length, and in a section its byte order before that
      int done = 8;
      if (type == SECTION) {
        ByteOrder order = order(kept.order(ByteOrder.BIG_ENDIAN).getInt(4), SECTION_ORDER);
        if (order == null) {
          return false;
        }
        kept.order(order);
        interfaces.clear();
        done = 12;
      }
      int length = kept.getInt(0);
      if (length < done + 4) {
        return false;
      }
      read(length - done);
      if (!block(type, length - done - 4)) {
        return false;
      }
      if (isOver()) {
        return true;
      }
      read(4);
    }
  }

  private boolean block(int type, int length) {
    if (type == INTERFACE && length >= 8) {
      if (interfaces.size() < INTERFACES) {
        interfaces.add(CaptureInterface.of(kept, Math.min(length, KEPT)));
      }
    } else if (type == SIMPLE_PACKET) {
      remarks.skip("without a time");
    } else if ((type == PACKET || type == OLD_PACKET) && length >= 20) {
      int number = type == PACKET ? kept.getInt(0) : kept.getShort(0) & 0xFFFF;
      long ticks = ((long) kept.getInt(4) << 32) | (kept.getInt(8) & 0xFFFF_FFFFL);
      int captured = kept.getInt(12);
      if (captured < 0 || captured > length - 20) {
        return false;
      }
      if (number < 0 || number >= interfaces.size()) {
        remarks.skip("of an interface that is not described");
      } else {
        CaptureInterface from = interfaces.get(number);
        packet(from.linkType, from.nanos(ticks), 20, captured, kept.getInt(16));
      }
    }
    return true;
  }

  private void packet(int linkType, long time, int from, int captured, int original) {
    kept.position(from).limit(Math.min(from + captured, KEPT));
    packets.read(linkType, time, kept.slice(), original);
    kept.clear();
  }

  private boolean isOver() throws IOException {
    in.mark(1);
    boolean over = in.read() < 0;
    in.reset();
    return over;
  }

  /** Reads so many bytes, and keeps the first ones. */
  private void read(int length) throws IOException {
    int most = Math.min(length, KEPT);
    for (int at = 0; at < most; ) {
      int count = in.read(kept.array(), at, most - at);
      if (count < 0) {
        throw new EOFException();
      }
      at += count;
    }
    for (long left = (long) length - most; left > 0; ) {
      long count = in.skip(left);
      if (count <= 0 && isOver()) {
        throw new EOFException();
      }
      left -= count;
    }
    position += length;
  }
}
