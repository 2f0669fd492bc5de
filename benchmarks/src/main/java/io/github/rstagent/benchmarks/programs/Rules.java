// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.benchmarks.programs;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Networks of several sizes, none next to another: rule {@code i} lies at the beginning of the
 * {@code i}th block of 32 addresses of IPv4, or of 32 networks /64 of IPv6.
 */
public final class Rules {
  private static final int BLOCK = 32;
  private static final int[] PREFIXES = {28, 29, 30, 32};
  private static final int FIRST4 = 10 << 24;
  private static final long FIRST6 = 0x2001_0db8_0000_0000L;

  private final boolean ipv6;
  private final int size;

  public Rules(boolean ipv6, int size) {
    this.ipv6 = ipv6;
    this.size = size;
  }

  public int size() {
    return size;
  }

  public int prefix(int rule) {
    return PREFIXES[rule % PREFIXES.length] + (ipv6 ? 32 : 0);
  }

  /** The first address of a rule. */
  public InetAddress network(int rule) {
    return address((long) rule * BLOCK);
  }

  public String text(int rule) {
    return network(rule).getHostAddress() + "/" + prefix(rule);
  }

  /** Listed peers, in random order. */
  public InetSocketAddress[] peers(int count) {
    Random random = new Random(20);
    InetSocketAddress[] peers = new InetSocketAddress[count];
    for (int i = 0; i < count; i++) {
      peers[i] = new InetSocketAddress(network(random.nextInt(size)), 5745);
    }
    return peers;
  }

  private InetAddress address(long offset) {
    ByteBuffer bytes =
        ipv6
            ? ByteBuffer.allocate(16).putLong(FIRST6 + offset)
            : ByteBuffer.allocate(4).putInt((int) (FIRST4 + offset));
    try {
      return InetAddress.getByAddress(bytes.array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
