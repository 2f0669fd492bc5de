// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Finds the TCP segment in a packet, through the layers around it. */
final class PacketReader {
  // What a protocol number may stand for besides: it has eight bits.
  private static final int NOT_IP = 256;
  private static final int FRAGMENT = 257;
  private static final int DAMAGED = 258;

  private final Consumer<Segment> segments;
  private final Remarks remarks;
  private ByteBuffer bytes;
  private long time;
  private int length;
  private int at; // of the layer that is read
  private int end; // of the innermost IP packet
  private int addresses;
  private boolean ipv4;

  PacketReader(Consumer<Segment> segments, Remarks remarks) {
    this.segments = segments;
    this.remarks = remarks;
  }

  /**
   * Takes a packet.
   *
   * @param linkType of https://www.tcpdump.org/linktypes.html
   * @param packet its first bytes, as many as were kept
   * @param size how many it had
   */
  void read(int linkType, long moment, ByteBuffer packet, int size) {
    bytes = packet;
    time = moment;
    length = size;
    try {
      switch (linkType) {
        case 1: // Ethernet
          frame(12, 14);
          break;
        case 113: // Linux cooked: -i any
          frame(14, 16);
          break;
        case 276: // Linux cooked, version 2
          frame(0, 20);
          break;
        case 0: // loopback of BSD and macOS
        case 108: // loopback of OpenBSD
          ip(4);
          break;
        case 12: // raw IP; the number differs between systems
        case 14:
        case 101:
        case 228:
        case 229:
          ip(0);
          break;
        default:
          remarks.skip("of link type " + linkType + Remarks.AS_TEXT);
      }
    } catch (IndexOutOfBoundsException e) {
      remarks.skip("cut off within the headers");
    }
  }

  private void frame(int typeAt, int payload) {
    int type = u16(typeAt);
    int from = payload;
    while (type == 0x8100 || type == 0x88A8 || type == 0x9100) { // VLANs
      type = u16(from + 2);
      from += 4;
    }
    if (type == 0x0800 || type == 0x86DD) {
      ip(from);
    } else if (type == 0x8863 || type == 0x8864) {
      remarks.skip("PPPoE" + Remarks.AS_TEXT);
    } else {
      remarks.skip(type == 0x8847 ? "MPLS" + Remarks.AS_TEXT : Remarks.OTHER);
    }
  }

  private void ip(int from) {
    at = from;
    int protocol;
    do {
      int version = u8(at) >> 4;
      ipv4 = version == 4;
      protocol = ipv4 ? ipv4() : version == 6 ? ipv6() : NOT_IP;
    } while (protocol == 4 || protocol == 41); // IP in IP
    switch (protocol) {
      case 6:
        tcp();
        break;
      case 17:
        int port = u16(at + 2);
        boolean vxlan = port == 4789 || port == 8472; // of the standard, and of Linux
        remarks.skip(vxlan ? "VXLAN" : port == 6081 ? "Geneve" : Remarks.OTHER);
        break;
      case 47:
        remarks.skip("GRE");
        break;
      case FRAGMENT:
        remarks.skip(Remarks.FRAGMENT);
        break;
      case DAMAGED:
        remarks.skip("damaged");
        break;
      default:
        remarks.skip(Remarks.OTHER);
    }
  }

  /** Goes to the end of the header, and returns the protocol of what follows. */
  private int ipv4() {
    int header = at;
    addresses = header + 12;
    at += (u8(header) & 0xF) * 4;
    end(header, u16(header + 2)); // 0 where the network card was to cut it into packets
    if (at < header + 20 || end < at) {
      return DAMAGED;
    }
    boolean first = (u16(header + 6) & 0x1FFF) == 0;
    return first ? u8(header + 9) : FRAGMENT;
  }

  private int ipv6() {
    int payload = u16(at + 4);
    end(at, payload == 0 ? 0 : payload + 40);
    addresses = at + 8;
    int protocol = u8(at + 6);
    at += 40;
    while (protocol == 0 || protocol == 43 || protocol == 44 || protocol == 60) {
      if (protocol == 44 && (u16(at + 2) & 0xFFF8) != 0) {
        return FRAGMENT;
      }
      int size = protocol == 44 ? 8 : (u8(at + 1) + 1) * 8;
      protocol = u8(at);
      at += size;
    }
    return end < at ? DAMAGED : protocol;
  }

  private void end(int header, int size) {
    end = size == 0 ? length : Math.min(header + size, length);
  }

  private void tcp() {
    int header = (u8(at + 12) >> 4) * 4;
    if (header < 20 || at + header > end) {
      remarks.skip("damaged");
      return;
    }
    int data = end - at - header;
    segments.accept(
        new Segment(
            time,
            endpoint(addresses, u16(at)),
            endpoint(addresses + (ipv4 ? 4 : 16), u16(at + 2)),
            u8(at + 13),
            data,
            (bytes.getInt(at + 4) & 0xFFFF_FFFFL) + data));
  }

  private Endpoint endpoint(int address, int port) {
    return ipv4
        ? Endpoint.ipv4(bytes.getInt(address), port)
        : Endpoint.ipv6(bytes.getLong(address), bytes.getLong(address + 8), port);
  }

  private int u8(int from) {
    return bytes.get(from) & 0xFF;
  }

  private int u16(int from) {
    return bytes.getShort(from) & 0xFFFF;
  }
}
