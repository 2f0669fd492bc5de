// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.tool.capture;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.UnaryOperator;

/** Writes captures of health checks and requests, in every kind of file and over every layer. */
final class CaptureWriter {
  /** A kind of file. */
  enum Kind {
    PCAP(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4),
    PCAP_BIG_ENDIAN(ByteOrder.BIG_ENDIAN, 0xA1B2C3D4),
    PCAP_NANOS(ByteOrder.LITTLE_ENDIAN, 0xA1B23C4D),
    PCAP_NANOS_BIG_ENDIAN(ByteOrder.BIG_ENDIAN, 0xA1B23C4D),
    PCAPNG(ByteOrder.LITTLE_ENDIAN, 0),
    PCAPNG_BIG_ENDIAN(ByteOrder.BIG_ENDIAN, 0);

    private final ByteOrder order;
    private final int magic;

    Kind(ByteOrder order, int magic) {
      this.order = order;
      this.magic = magic;
    }
  }

  static final int ETHERNET = 1;
  static final int FIN = 0x11;
  static final int SYN = 0x02;
  static final int RST = 0x14;
  static final int ACK = 0x10;

  private static final long SECOND = 1_000_000_000L;

  private final Kind kind;
  private final UnaryOperator<byte[]> layers;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private long time = 1_795_431_838 * SECOND;

  /**
   * @param layers puts what is around it around an IP packet
   */
  CaptureWriter(Kind kind, int linkType, UnaryOperator<byte[]> layers) {
    this.kind = kind;
    this.layers = layers;
    if (kind.magic != 0) {
      put(
          buffer(24)
              .putInt(kind.magic)
              .putShort((short) 2)
              .putShort((short) 4)
              .putLong(0)
              .putInt(262_144)
              .putInt(linkType));
    } else {
      block(
          0x0A0D0D0A,
          buffer(16).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1));
      block(
          1,
          buffer(20)
              .putShort((short) linkType)
              .putShort((short) 0)
              .putInt(262_144)
              .putShort((short) 9)
              .putShort((short) 1)
              .put((byte) 9)
              .put(new byte[3]) // nanoseconds
              .putInt(0));
      block(4, buffer(8)); // names, which nothing is read of
    }
  }

  byte[] bytes() {
    return file.toByteArray();
  }

  /** Twenty checks, one every two seconds, and five requests of another client. */
  CaptureWriter checksAndRequests(String checker, String client, String service) {
    for (int i = 0; i < 20; i++) {
      long begun = time;
      open(checker, 40_000 + i, service);
      packet(checker, 40_000 + i, service, 8080, 1001, RST, 0);
      if (i % 4 == 0) {
        open(client, 50_000 + i, service);
        packet(client, 50_000 + i, service, 8080, 1001, 0x18, 100);
        packet(service, 8080, client, 50_000 + i, 2001, 0x18, 900);
        packet(client, 50_000 + i, service, 8080, 1101, FIN, 0);
        packet(service, 8080, client, 50_000 + i, 2901, FIN, 0);
        packet(client, 50_000 + i, service, 8080, 1102, ACK, 0);
      }
      time = begun + 2 * SECOND;
    }
    return this;
  }

  private void open(String client, int port, String service) {
    packet(client, port, service, 8080, 1000, SYN, 0);
    packet(service, 8080, client, port, 2000, SYN | ACK, 0);
    packet(client, port, service, 8080, 1001, ACK, 0);
  }

  private void packet(
      String from, int port, String to, int toPort, int sequence, int flags, int data) {
    add(layers.apply(ip(from, to, 6, tcp(port, toPort, sequence, flags, data))));
  }

  /** Adds a packet with what is around it, 100 microseconds after the one before. */
  CaptureWriter add(byte[] packet) {
    time += 100_000;
    if (kind.magic != 0) {
      int unit = kind.magic == 0xA1B23C4D ? 1 : 1_000;
      put(
          buffer(16)
              .putInt((int) (time / SECOND))
              .putInt((int) (time % SECOND / unit))
              .putInt(packet.length)
              .putInt(packet.length));
      file.writeBytes(packet);
    } else {
      block(
          6,
          buffer(20 + ((packet.length + 3) & ~3))
              .putInt(0)
              .putInt((int) (time >>> 32))
              .putInt((int) time)
              .putInt(packet.length)
              .putInt(packet.length)
              .put(packet));
    }
    return this;
  }

  private void block(int type, ByteBuffer body) {
    int length = body.capacity() + 12;
    put(buffer(8).putInt(type).putInt(length));
    put(body);
    put(buffer(4).putInt(length));
  }

  private ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(kind.order);
  }

  private void put(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.rewind().get(bytes);
    file.writeBytes(bytes);
  }

  static byte[] tcp(int port, int toPort, int sequence, int flags, int data) {
    return ByteBuffer.allocate(20 + data)
        .putShort((short) port)
        .putShort((short) toPort)
        .putInt(sequence)
        .putInt((flags & ACK) == 0 ? 0 : 1)
        .put((byte) 0x50)
        .put((byte) flags)
        .putShort((short) 64_240)
        .array();
  }

  /** A packet of the addresses' family. */
  static byte[] ip(String from, String to, int protocol, byte[] payload) {
    byte[] source = address(from);
    ByteBuffer packet = ByteBuffer.allocate((source.length == 4 ? 20 : 40) + payload.length);
    if (source.length == 4) {
      packet
          .put((byte) 0x45)
          .put((byte) 0)
          .putShort((short) packet.capacity())
          .putInt(0)
          .put((byte) 64)
          .put((byte) protocol)
          .putShort((short) 0);
    } else {
      packet
          .putInt(0x60000000)
          .putShort((short) payload.length)
          .put((byte) protocol)
          .put((byte) 64);
    }
    return packet.put(source).put(address(to)).put(payload).array();
  }

  /** The same packet with some bytes between its IP header and the rest. */
  static byte[] extended(byte[] packet, int protocol, int... bytes) {
    boolean ipv4 = packet[0] == 0x45;
    int header = ipv4 ? 20 : 40;
    ByteBuffer longer = ByteBuffer.allocate(packet.length + bytes.length).put(packet, 0, header);
    for (int each : bytes) {
      longer.put((byte) each);
    }
    longer.put(packet, header, packet.length - header);
    if (ipv4) {
      longer.put(0, (byte) (0x45 + bytes.length / 4)).putShort(2, (short) longer.capacity());
    } else {
      longer.put(6, (byte) protocol).putShort(4, (short) (longer.capacity() - header));
    }
    return longer.array();
  }

  /** Bytes in front of a packet; 0x0800 or 0x86DD at their end where there is a -1. */
  static byte[] behind(byte[] packet, int... header) {
    ByteBuffer framed = ByteBuffer.allocate(packet.length + header.length + 1);
    for (int each : header) {
      if (each < 0) {
        framed.putShort((short) (packet[0] >> 4 == 4 ? 0x0800 : 0x86DD));
      } else {
        framed.put((byte) each);
      }
    }
    framed.put(packet);
    byte[] bytes = new byte[framed.position()];
    framed.flip().get(bytes);
    return bytes;
  }

  private static byte[] address(String text) {
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
